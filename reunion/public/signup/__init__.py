"""How a guest says whether they come: input, confirmation, completion.

forms.py        what is asked of classmates, and what of teachers
answer_form.py  what is asked of both, and how it becomes a reply
asked_twice.py  what of it is asked once more on a guest's own page
fields.py       a name in kana, a mail address and a telephone number, as they come
phones.py       what is a telephone number
wordings.py     the sentences a guest agrees to
program.py      what there is to choose from, at which fee, and how many places are left
carriers.py     what a guest with carrier mail reads before sending
answers.py      what a guest reads before the last press
nuisance.py     when somebody is asked to press once more, or later
steps.py        which page comes after which press
receipts.py     what the last page knows, and the slip for who has no mail address
views.py        the two doors, classmates and teachers, and the last page
"""
