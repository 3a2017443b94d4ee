import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reunion.lib.eras import era_year


class School(models.Model):
    name = models.CharField(_("学校名"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("学校")
        verbose_name_plural = _("学校")

    def __str__(self):
        return self.name


class Cohort(models.Model):
    """A year of graduates."""

    school = models.ForeignKey(School, models.PROTECT, verbose_name=_("学校"))
    graduated_year = models.PositiveSmallIntegerField(_("卒業した年（西暦）"))
    graduated_month = models.PositiveSmallIntegerField(_("卒業した月"), default=3)

    class Meta:
        verbose_name = _("学年")
        verbose_name_plural = _("学年")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "graduated_year", "graduated_month"],
                name="cohort_unique",
                violation_error_message=_("この学年はもう登録されています。"),
            ),
            models.CheckConstraint(
                condition=Q(graduated_month__range=(1, 12)),
                name="cohort_month",
                violation_error_message=_("卒業した月は1から12の数字で書いてください。"),
            ),
        ]

    def __str__(self):
        return f"{self.school} {self.graduation}"

    @property
    def graduation(self) -> str:
        """昭和58年3月卒"""
        words = {
            "era": era_year(dt.date(self.graduated_year, self.graduated_month, 1)),
            "month": self.graduated_month,
            "year": self.graduated_year,
        }
        # xgettext:no-python-format (another language takes the western year instead of the era)
        return gettext("%(era)s%(month)s月卒") % words


class Homeroom(models.Model):
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="homerooms", verbose_name=_("学年"))
    grade = models.CharField(_("年"), max_length=4, default="3", blank=True)
    label = models.CharField(_("組"), max_length=10)

    class Meta:
        verbose_name = _("クラス")
        verbose_name_plural = _("クラス")
        ordering = ["grade", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "grade", "label"],
                name="homeroom_unique",
                violation_error_message=_("このクラスはもう登録されています。"),
            )
        ]

    def __str__(self):
        if not self.grade:
            return gettext("%(label)s組") % {"label": self.label}
        return gettext("%(grade)s年%(label)s組") % {"grade": self.grade, "label": self.label}


class Club(models.Model):
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="clubs", verbose_name=_("学年"))
    name = models.CharField(_("部活"), max_length=60)

    class Meta:
        verbose_name = _("部活")
        verbose_name_plural = _("部活")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["cohort", "name"], name="club_unique")]

    def __str__(self):
        return self.name


class ClassmateQuerySet(models.QuerySet):
    def living(self) -> "ClassmateQuerySet":
        return self.filter(deceased=False)

    def may_be_written_to(self) -> "ClassmateQuerySet":
        return self.living().filter(do_not_contact=False)

    def doubtful(self) -> "ClassmateQuerySet":
        return self.exclude(doubt="")

    def in_homerooms(self, homeroom_ids) -> "ClassmateQuerySet":
        """`homeroom_ids` None means every homeroom: the scope of everyone but class staff."""
        return self if homeroom_ids is None else self.filter(homeroom_id__in=homeroom_ids)

    def in_roster_order(self) -> "ClassmateQuerySet":
        return self.order_by(
            "homeroom__grade",
            "homeroom__label",
            F("number").asc(nulls_last=True),
            "family_kana",
            "given_kana",
            "id",
        )


class Classmate(models.Model):
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="classmates", verbose_name=_("学年"))
    homeroom = models.ForeignKey(
        Homeroom, models.PROTECT, null=True, blank=True, related_name="classmates", verbose_name=_("クラス")
    )
    number = models.PositiveSmallIntegerField(_("出席番号"), null=True, blank=True)
    family_name = models.CharField(_("在学時の名字"), max_length=40)
    given_name = models.CharField(_("名前"), max_length=40, blank=True)
    family_kana = models.CharField(_("在学時の名字（かな）"), max_length=60, blank=True)
    given_kana = models.CharField(_("名前（かな）"), max_length=60, blank=True)
    current_family_name = models.CharField(_("いまの名字"), max_length=40, blank=True)
    current_family_kana = models.CharField(_("いまの名字（かな）"), max_length=60, blank=True)
    clubs = models.ManyToManyField(Club, blank=True, related_name="classmates", verbose_name=_("部活"))
    deceased = models.BooleanField(_("物故"), default=False)
    do_not_contact = models.BooleanField(_("連絡を控える"), default=False)
    remarks = models.CharField(_("備考"), max_length=200, blank=True)
    doubt = models.CharField(_("確かめたいこと"), max_length=300, blank=True)
    # Which row of a file made this classmate, and what it said then: digests, so that no old text stays here.
    imported_as = models.CharField(_("取り込んだ行の印"), max_length=16, blank=True, editable=False)
    imported_text = models.CharField(_("取り込んだ内容の印"), max_length=16, blank=True, editable=False)
    updated_at = models.DateTimeField(_("更新日時"), auto_now=True)

    objects = ClassmateQuerySet.as_manager()

    class Meta:
        verbose_name = _("同窓生")
        verbose_name_plural = _("同窓生")
        constraints = [
            models.UniqueConstraint(
                fields=["homeroom", "number", "family_name", "given_name"],
                name="classmate_once",
                violation_error_message=_("同じ組の同じ番号に、同じ名前の人がもういます。"),
            )
        ]
        indexes = [
            # With the given name: namesakes are found among thousands who share a surname.
            models.Index(fields=["cohort", "family_kana", "given_kana"], name="classmate_sounding"),
            models.Index(fields=["cohort", "family_name", "given_name"], name="classmate_written"),
            models.Index(fields=["cohort", "updated_at"]),
        ]

    def __str__(self):
        return self.school_name

    @property
    def school_name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def school_kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}".strip()

    @property
    def current_name(self) -> str:
        return f"{self.current_family_name or self.family_name} {self.given_name}".strip()

    @property
    def name_with_current(self) -> str:
        """高田 裕子（いま 石井）"""
        if not self.current_family_name:
            return self.school_name
        return gettext("%(name)s（いま %(current)s）") % {
            "name": self.school_name,
            "current": self.current_family_name,
        }


class MergedRow(models.Model):
    """A row of a file that once made another record of this classmate; read again it makes nobody anew."""

    classmate = models.ForeignKey(
        Classmate, models.CASCADE, related_name="merged_rows", verbose_name=_("同窓生")
    )
    mark = models.CharField(_("取り込んだ行の印"), max_length=16)

    class Meta:
        verbose_name = _("まとめた記録の行")
        verbose_name_plural = _("まとめた記録の行")
        constraints = [models.UniqueConstraint(fields=["classmate", "mark"], name="merged_row_once")]

    def __str__(self):
        return self.mark


class SetApart(models.Model):
    """Two namesakes of whom somebody said that they are two people."""

    first = models.ForeignKey(
        Classmate, models.CASCADE, related_name="set_apart_after", verbose_name=_("ひとり")
    )
    second = models.ForeignKey(
        Classmate, models.CASCADE, related_name="set_apart_before", verbose_name=_("もうひとり")
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("決めた人"),
    )
    said_at = models.DateTimeField(_("決めた日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("別の人と決めた二人")
        verbose_name_plural = _("別の人と決めた二人")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="set_apart_once",
                violation_error_message=_("この二人は、もう別の人と決めてあります。"),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="set_apart_in_order",
                violation_error_message=_("別の人と決める相手に、ほかの人を選んでください。"),
            ),
        ]

    def __str__(self):
        return f"{self.first} {self.second}"


class RosterUpload(models.Model):
    """A file on its way into the roster: read by us, looked at by somebody, taken in when they say so."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="uploads", verbose_name=_("学年"))
    reunion_slug = models.CharField(_("同窓会"), max_length=50, blank=True)
    file_name = models.CharField(_("ファイル名"), max_length=120)
    kept_as = models.CharField(_("預かった名前"), max_length=32, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("選んだ人")
    )
    asked_at = models.DateTimeField(_("選んだ日時"), auto_now_add=True)
    read_at = models.DateTimeField(_("読み終えた日時"), null=True, blank=True)
    refused = models.CharField(_("読めなかったわけ"), max_length=300, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("取り込むと決めた人"),
    )
    confirmed_at = models.DateTimeField(_("取り込むと決めた日時"), null=True, blank=True)
    taken_in_at = models.DateTimeField(_("取り込み終えた日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("名簿のファイル")
        verbose_name_plural = _("名簿のファイル")
        ordering = ["-id"]

    def __str__(self):
        return self.file_name

    @property
    def is_waited_for(self) -> bool:
        """Whether a worker is to do something with it."""
        return self.read_at is None or (self.confirmed_at is not None and self.taken_in_at is None)

    @property
    def can_be_confirmed(self) -> bool:
        return self.read_at is not None and not self.refused and self.confirmed_at is None


class UploadedRowQuerySet(models.QuerySet):
    def doubtful(self) -> "UploadedRowQuerySet":
        return self.exclude(kind=UploadedRow.Kind.LEFT_OUT).exclude(remark="")

    def differing(self) -> "UploadedRowQuerySet":
        return self.exclude(differs="")


class UploadedRow(models.Model):
    """What one row of such a file changes; `changes` are label, before and after."""

    class Kind(models.TextChoices):
        NEW = "new", _("新しい人")
        CHANGED = "changed", _("変わる人")
        UNCHANGED = "unchanged", _("変わらない人")
        LEFT_OUT = "left_out", _("取り込まない行")

    upload = models.ForeignKey(
        RosterUpload, models.CASCADE, related_name="rows", verbose_name=_("名簿のファイル")
    )
    place = models.PositiveIntegerField(_("順"))
    row = models.PositiveIntegerField(_("行"))
    kind = models.CharField(_("どうなるか"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("名前"), max_length=90, blank=True)
    changes = models.JSONField(_("変わるところ"), default=list, blank=True)
    remark = models.TextField(_("わけ"), blank=True)
    differs = models.TextField(_("名簿と違うところ"), blank=True)

    objects = UploadedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("名簿のファイルの行")
        verbose_name_plural = _("名簿のファイルの行")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["upload", "place"], name="uploaded_row_once")]
        indexes = [models.Index(fields=["upload", "kind", "place"])]

    def __str__(self):
        return f"{self.row} {self.name}"


class Teacher(models.Model):
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="teachers", verbose_name=_("学年"))
    family_name = models.CharField(_("名字"), max_length=40)
    given_name = models.CharField(_("名前"), max_length=40, blank=True)
    family_kana = models.CharField(_("名字（かな）"), max_length=60, blank=True)
    given_kana = models.CharField(_("名前（かな）"), max_length=60, blank=True)
    honorific = models.CharField(_("敬称"), max_length=10, default="先生")
    homeroom = models.ForeignKey(
        Homeroom,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="teachers",
        verbose_name=_("担任のクラス"),
    )
    postal_code = models.CharField(_("郵便番号"), max_length=8, blank=True)
    address = models.CharField(_("住所"), max_length=160, blank=True)
    deceased = models.BooleanField(_("物故"), default=False)
    do_not_contact = models.BooleanField(_("連絡を控える"), default=False)

    class Meta:
        verbose_name = _("恩師")
        verbose_name_plural = _("恩師")
        ordering = ["family_kana", "given_kana"]

    def __str__(self):
        return f"{self.family_name} {self.given_name}".strip() + self.honorific


class ContactPoint(models.Model):
    """A way to a classmate of today; what the yearbook printed stands in YearbookAddress."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("メール")
        PHONE = "phone", _("電話")
        LINE = "line", _("LINE")
        FRIEND = "friend", _("友人を通じて")

    classmate = models.ForeignKey(
        Classmate, models.CASCADE, related_name="contact_points", verbose_name=_("同窓生")
    )
    kind = models.CharField(_("種類"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("連絡先"), max_length=254)
    # Empty for what came with a reply of their own.
    told_by = models.CharField(_("だれから聞いたか"), max_length=60, blank=True)
    created_at = models.DateTimeField(_("登録日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("連絡先")
        verbose_name_plural = _("連絡先")
        constraints = [
            models.UniqueConstraint(
                fields=["classmate", "kind", "value"],
                name="contact_point_once",
                violation_error_message=_("この連絡先はもう登録されています。"),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.value}"


class YearbookAddressQuerySet(models.QuerySet):
    def of_writable(self, cohort: Cohort) -> "YearbookAddressQuerySet":
        """With an address printed, of the living who may be written to."""
        people = {"classmate__cohort": cohort, "classmate__deceased": False}
        return self.filter(**people, classmate__do_not_contact=False).exclude(printed_address="")

    def undecided(self) -> "YearbookAddressQuerySet":
        return self.filter(decision="")

    def to_accept(self) -> "YearbookAddressQuerySet":
        return self.undecided().filter(grade=YearbookAddress.Grade.CERTAIN)

    def to_choose(self) -> "YearbookAddressQuerySet":
        return self.undecided().exclude(grade=YearbookAddress.Grade.CERTAIN)

    def in_working_order(self) -> "YearbookAddressQuerySet":
        """What was put off comes last, in the order it was put off."""
        return self.order_by(
            F("put_off_at").asc(nulls_first=True),
            "classmate__homeroom__grade",
            "classmate__homeroom__label",
            F("classmate__number").asc(nulls_last=True),
            "classmate_id",
        )


class YearbookAddress(models.Model):
    """The address as printed decades ago, and what it most likely is today."""

    class Grade(models.TextChoices):
        CERTAIN = "certain", _("確実")
        LIKELY = "likely", _("たぶん")
        UNCLEAR = "unclear", _("分からない")

    class Decision(models.TextChoices):
        """What a person of the committee said to it; empty while nobody has."""

        ACCEPTED = "accepted", _("確実なものとして確かめた")
        CHOSEN = "chosen", _("候補から選んだ")
        WRITTEN = "written", _("いまの住所を書いた")
        UNUSED = "unused", _("使わない")

    classmate = models.OneToOneField(
        Classmate, models.CASCADE, related_name="yearbook_address", verbose_name=_("同窓生")
    )
    printed_code = models.CharField(_("郵便番号（アルバム）"), max_length=10, blank=True)
    printed_address = models.CharField(_("住所（アルバム）"), max_length=200, blank=True)
    printed_phone = models.CharField(_("電話（アルバム）"), max_length=30, blank=True)
    grade = models.CharField(_("いまの住所の確かさ"), max_length=10, choices=Grade.choices, blank=True)
    reason = models.CharField(_("そう考えた理由"), max_length=200, blank=True)
    postal_code = models.CharField(_("いまの郵便番号"), max_length=7, blank=True)
    prefecture = models.CharField(_("都道府県"), max_length=10, blank=True)
    municipality = models.CharField(_("市区町村"), max_length=40, blank=True)
    town = models.CharField(_("町域"), max_length=60, blank=True)
    rest = models.CharField(_("番地と建物"), max_length=120, blank=True)
    care_of = models.CharField(_("様方"), max_length=40, blank=True)
    decision = models.CharField(_("決めたこと"), max_length=10, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(_("決めた日時"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("決めた人"),
    )
    put_off_at = models.DateTimeField(_("あとでと言った日時"), null=True, blank=True)

    objects = YearbookAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("アルバムの住所")
        verbose_name_plural = _("アルバムの住所")
        indexes = [models.Index(fields=["decision", "grade"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="yearbook_address_decided_when",
                violation_error_message=_("決めたことには、決めた日時が要ります。"),
            )
        ]

    def __str__(self):
        return self.printed_address

    @property
    def address_today(self) -> str:
        return f"{self.prefecture}{self.municipality}{self.town}{self.rest}"
