from django.db import migrations

# Interleaved bits of both, each spread by doubling the distances between halves (H. S. Warren, Hacker's Delight, 7-2).
MAKE = """
    CREATE FUNCTION territory_cell(lon double precision, lat double precision) RETURNS bigint
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
    DECLARE
        x bigint := least(greatest(floor((lon + 180) / 360 * 2147483648), 0), 2147483647);
        y bigint := least(greatest(floor((lat + 180) / 360 * 2147483648), 0), 2147483647);
    BEGIN
        x := (x | (x << 16)) & 281470681808895;
        x := (x | (x << 8)) & 71777214294589695;
        x := (x | (x << 4)) & 1085102592571150095;
        x := (x | (x << 2)) & 3689348814741910323;
        x := (x | (x << 1)) & 6148914691236517205;
        y := (y | (y << 16)) & 281470681808895;
        y := (y | (y << 8)) & 71777214294589695;
        y := (y | (y << 4)) & 1085102592571150095;
        y := (y | (y << 2)) & 3689348814741910323;
        y := (y | (y << 1)) & 6148914691236517205;
        RETURN x | (y << 1);
    END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0003_what_stands_at_code_points"),
    ]

    operations = [
        migrations.RunSQL(MAKE, "DROP FUNCTION territory_cell(double precision, double precision)"),
    ]
