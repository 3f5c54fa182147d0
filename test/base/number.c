/* base: numbers and units at the door. */
#include "lbt.h"

#include "base.h"

static void decimal_numbers_are_read_whole_or_not_at_all(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool is;
		double v;
	} rows[] = {
		{ "3", true, 3 },         { "-2.5", true, -2.5 },  { "1e3", true, 1000 },   { "+4", true, 4 },
		{ ".5", true, 0.5 },      { "0", true, 0 },        { "1E-2", true, 0.01 },  { "", false, 0 },
		{ "3 ", false, 0 },       { " 3", false, 0 },      { "3x", false, 0 },      { "0x10", false, 0 },
		{ "inf", false, 0 },      { "nan", false, 0 },     { "1e999", false, 0 },   { "1e", false, 0 },
		{ ".", false, 0 },        { "-", false, 0 },       { "e5", false, 0 },      { "1,5", false, 0 },
		{ "1.2.3", false, 0 },    { "--1", false, 0 },     { "1_000", false, 0 },
		{ "1111111111111111111111111111111111111111111111", false, 0 },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		double v = 42;
		if (lbi_number(&v, lbt_str(rows[i].text)) != rows[i].is)
			fail_msg("'%s' should%s be a number", rows[i].text, rows[i].is ? "" : " not");
		lbt_near(v, rows[i].is ? rows[i].v : 42, 0, rows[i].text); /* untouched where it is refused */
	}
}

static void a_number_may_carry_its_unit(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool is;
		double v;
		const char *unit;
	} rows[] = {
		{ "1,000 m", false, 0, "" },      { "12,345", false, 0, "" },     { "1,25 m", true, 1.25, "m" },
		{ "3 weeks", true, 3, "weeks" },  { "180cm", true, 180, "cm" },   { "38,5 \xc2\xb0" "C", true, 38.5, "\xc2\xb0" "C" },
		{ "  7  ", true, 7, "" },         { "1e3 s", true, 1000, "s" },   { "2.5kg", true, 2.5, "kg" },
		{ "-1 C", true, -1, "C" },        { "weeks 3", false, 0, "" },    { "", false, 0, "" },
		{ "about 3", false, 0, "" },      { "3-4 weeks", true, 3, "-4 weeks" }, { "5 eggs", true, 5, "eggs" },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		double v = 0;
		lb_str unit = { "", 0 };
		if (lbi_number_unit(&v, &unit, lbt_str(rows[i].text)) != rows[i].is)
			fail_msg("'%s' should%s be read", rows[i].text, rows[i].is ? "" : " not");
		if (!rows[i].is)
			continue;
		lbt_near(v, rows[i].v, 0, rows[i].text);
		if (!lbi_str_is(unit, rows[i].unit))
			fail_msg("'%s': unit '%.*s', not '%s'", rows[i].text, LB_FMT(unit), rows[i].unit);
	}
}

static void units_become_si_by_their_definition(void **state)
{
	(void)state;
	static const struct {
		double v;
		const char *unit, *dimension;
		double si;
	} rows[] = {
		{ 180, "cm", "m", 1.8 },       { 6, "ft", "m", 1.8288 },         { 2, "weeks", "s", 1209600 },
		{ 1, "year", "s", 31557600 },  { 12, "months", "s", 31557600 },  { 98.6, "F", "degC", 37 },
		{ 32, "degF", "degC", 0 },     { 37, "\xc2\xb0" "C", "degC", 37 }, { 180, "deg", "rad", 3.14159265358979323846 },
		{ 11, "stone", "kg", 69.85322498 }, { 50, "%", "1", 0.5 },        { 120, "mmHg", "Pa", 15998.6864898 },
		{ 3, "kN", "N", 3000 },        { 60, "beats/min", "bpm", 60 },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		double si = 0;
		assert_true(lbi_to_si(&si, rows[i].v, lbt_str(rows[i].unit), lbt_str(rows[i].dimension)));
		lbt_near(si, rows[i].si, 1e-9 * (1 + rows[i].si), rows[i].unit);
	}
}

static void a_unit_of_another_kind_or_unknown_is_refused(void **state)
{
	(void)state;
	static const char *const rows[][2] = { { "cm", "s" }, { "week", "m" }, { "", "s" }, { "parsec", "m" },
		                               { "Weeks", "s" }, { "kg", "N" }, { "C", "1" }, { "s", "" } };
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		double si = 42;
		assert_false(lbi_to_si(&si, 1, lbt_str(rows[i][0]), lbt_str(rows[i][1])));
		lbt_near(si, 42, 0, rows[i][0]);
	}
	double v;
	assert_false(lbi_from_si(&v, 1, lbt_str("parsec")));
	assert_int_equal(lbi_unit_dimension(lbt_str("parsec")).n, 0);
}

static void every_unit_goes_to_si_and_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < lbi_unit_count(); i++) {
		lb_str u = lbi_unit_name(i, NULL), d = lbi_unit_dimension(u);
		double si, back;
		assert_true(d.n > 0);
		for (size_t j = 0; j < i; j++)
			assert_false(lbi_str_eq(u, lbi_unit_name(j, NULL)));
		for (double v = -40; v < 400; v += 7.3) {
			assert_true(lbi_to_si(&si, v, u, d));
			assert_true(lbi_from_si(&back, si, u));
			lbt_near(back, v, 1e-9, u.s);
		}
	}
}

static void days_are_counted_by_the_calendar(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int day; /* -1: none */
	} rows[] = {
		{ "1970-01-01", 0 },      { "1970-12-31", 364 },  { "1972-02-29", 789 }, { "1972-03-01", 790 }, { "2000-02-29", 11016 },
		{ "2000-03-01", 11017 },  { "2026-11-20", 20777 }, { "9999-12-31", 2932896 }, { "2100-02-29", -1 }, { "2023-02-29", -1 },
		{ "2026-13-01", -1 },     { "2026-00-01", -1 },   { "2026-04-31", -1 },  { "2026-04-00", -1 },  { "1969-12-31", -1 },
		{ "2026/11/20", -1 },     { "2026-1-20", -1 },    { "2026-11-2x", -1 },  { "", -1 },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		int day = -1;
		bool is = lbi_calendar_day(&day, lbt_str(rows[i].text));
		if (is != (rows[i].day >= 0) || day != rows[i].day)
			fail_msg("%s: %d", rows[i].text, day);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_counted_by_the_calendar),
		cmocka_unit_test(decimal_numbers_are_read_whole_or_not_at_all),
		cmocka_unit_test(a_number_may_carry_its_unit),
		cmocka_unit_test(units_become_si_by_their_definition),
		cmocka_unit_test(a_unit_of_another_kind_or_unknown_is_refused),
		cmocka_unit_test(every_unit_goes_to_si_and_back),
	};
	return LBT_RUN(tests, "base number");
}
