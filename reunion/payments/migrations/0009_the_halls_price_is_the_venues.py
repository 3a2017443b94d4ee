"""What the hall charges was written down twice; it goes into the row of the venue where that has no price."""

import datetime as dt

from django.db import migrations

FIRST_STATES = ("booked", "held", "candidate")
A_DAY = dt.timedelta(days=1)


def into_the_venue(apps, schema_editor):
    venues, bookings = apps.get_model("events", "Venue"), apps.get_model("events", "VenueBooking")
    for price in apps.get_model("payments", "HallPrice").objects.select_related("reunion"):
        booking = foremost(bookings, price.reunion)
        if booking is None:
            booking = bookings(reunion=price.reunion, venue=venues.objects.create(name="会場"))
        if booking.price_seated is None and booking.price_standing is None:
            name = "price_standing" if booking.style == "standing" else "price_seated"
            setattr(booking, name, price.per_head)
            booking.fixed_price = booking.fixed_price or price.fixed
            booking.guaranteed_heads = booking.guaranteed_heads or price.guaranteed_heads
            if booking.guarantee_until is None and price.charged_from:
                booking.guarantee_until = price.charged_from - A_DAY
            booking.save()
        if price.reunion.expected_heads is None and price.expected_heads is not None:
            price.reunion.expected_heads = price.expected_heads
            price.reunion.save(update_fields=["expected_heads"])


def out_of_the_venue(apps, schema_editor):
    prices, bookings = apps.get_model("payments", "HallPrice"), apps.get_model("events", "VenueBooking")
    for reunion in apps.get_model("events", "Reunion").objects.all():
        booking = foremost(bookings, reunion)
        known = [] if booking is None else [booking.price_seated, booking.price_standing]
        per_head = next((yen for yen in known if yen is not None), None)
        if per_head is not None:
            prices.objects.create(
                reunion=reunion,
                per_head=per_head,
                fixed=booking.fixed_price,
                guaranteed_heads=booking.guaranteed_heads,
                expected_heads=reunion.expected_heads,
                charged_from=booking.guarantee_until and booking.guarantee_until + A_DAY,
            )


def foremost(bookings, reunion):
    for state in FIRST_STATES:
        found = bookings.objects.filter(reunion=reunion, state=state).order_by("held_until", "id").first()
        if found is not None:
            return found
    return None


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0006_a_day_is_told_once"),
        ("payments", "0008_a_moved_surplus_is_told_too"),
    ]

    operations = [migrations.RunPython(into_the_venue, out_of_the_venue)]
