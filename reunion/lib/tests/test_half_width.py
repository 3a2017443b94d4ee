from reunion.lib.half_width import half_width


def test_digits_and_every_dash_become_half_width():
    assert half_width("　０９０ー１２３４−５６７８（Ａ）ｰ9‐1 ") == "090-1234-5678(A)-9-1"
