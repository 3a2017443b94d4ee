"""The sentences a guest agrees to. They are kept with the consent exactly as they were read, in the language
in which they were read; whoever changes one changes it for the future only.
"""

from django.utils.translation import gettext_lazy as _

PRIVACY = _(
    "お知らせいただいたことは、この同窓会の連絡と準備のためだけに、幹事が使います。ほかの人には渡しません。"
)
SURNAME = _("在学時の名字を、案内ページの「参加する人」に載せてもよい")
TEACHER_SURNAME = _("名字を、案内ページの「参加する人」に先生として載せてもよい")
NEEDS = _("書いたことを、当日の会場の準備のためだけに使ってよい（会が終わったら消します）")
NEXT_TIME = _("次の会の案内のために、連絡先を残してよい")
