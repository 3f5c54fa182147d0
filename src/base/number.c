/* Numbers and units at the door: text to SI and back. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base.h"

#define PI 3.14159265358979323846

/* SI value = value * scale + offset. Weeks, months and years are mean lengths (365.25 days a year).
 * The first unit of a dimension is its SI name. */
static const struct {
	lb_str name, dimension;
	double scale, offset;
} units[] = {
#define U(name, dimension, scale, offset) { { name, sizeof name - 1 }, { dimension, sizeof dimension - 1 }, scale, offset }
	U("1", "1", 1, 0),
	U("points", "1", 1, 0),
	U("point", "1", 1, 0),
	U("times", "1", 1, 0),
	U("time", "1", 1, 0),
	U("%", "1", 0.01, 0),
	U("percent", "1", 0.01, 0),
	U("s", "s", 1, 0),
	U("sec", "s", 1, 0),
	U("second", "s", 1, 0),
	U("seconds", "s", 1, 0),
	U("ms", "s", 1e-3, 0),
	U("min", "s", 60, 0),
	U("minute", "s", 60, 0),
	U("minutes", "s", 60, 0),
	U("h", "s", 3600, 0),
	U("hour", "s", 3600, 0),
	U("hours", "s", 3600, 0),
	U("d", "s", 86400, 0),
	U("day", "s", 86400, 0),
	U("days", "s", 86400, 0),
	U("week", "s", 604800, 0),
	U("weeks", "s", 604800, 0),
	U("month", "s", 2629800, 0),
	U("months", "s", 2629800, 0),
	U("year", "s", 31557600, 0),
	U("years", "s", 31557600, 0),
	U("m", "m", 1, 0),
	U("cm", "m", 0.01, 0),
	U("mm", "m", 0.001, 0),
	U("km", "m", 1000, 0),
	U("metre", "m", 1, 0),
	U("metres", "m", 1, 0),
	U("meter", "m", 1, 0),
	U("meters", "m", 1, 0),
	U("ft", "m", 0.3048, 0),
	U("feet", "m", 0.3048, 0),
	U("in", "m", 0.0254, 0),
	U("inch", "m", 0.0254, 0),
	U("inches", "m", 0.0254, 0),
	U("mile", "m", 1609.344, 0),
	U("miles", "m", 1609.344, 0),
	U("kg", "kg", 1, 0),
	U("g", "kg", 0.001, 0),
	U("lb", "kg", 0.45359237, 0),
	U("lbs", "kg", 0.45359237, 0),
	U("stone", "kg", 6.35029318, 0),
	U("rad", "rad", 1, 0),
	U("deg", "rad", PI / 180, 0),
	U("degree", "rad", PI / 180, 0),
	U("degrees", "rad", PI / 180, 0),
	U("\xc2\xb0", "rad", PI / 180, 0),
	U("N", "N", 1, 0),
	U("kN", "N", 1000, 0),
	U("Pa", "Pa", 1, 0),
	U("MPa", "Pa", 1e6, 0),
	U("mmHg", "Pa", 133.322387415, 0),
	U("degC", "degC", 1, 0),
	U("C", "degC", 1, 0),
	U("\xc2\xb0" "C", "degC", 1, 0),
	U("celsius", "degC", 1, 0),
	U("F", "degC", 5.0 / 9, -160.0 / 9),
	U("degF", "degC", 5.0 / 9, -160.0 / 9),
	U("\xc2\xb0" "F", "degC", 5.0 / 9, -160.0 / 9),
	U("fahrenheit", "degC", 5.0 / 9, -160.0 / 9),
	U("bpm", "bpm", 1, 0),
	U("beats/min", "bpm", 1, 0),
	U("/min", "bpm", 1, 0),
	U("mL", "mL", 1, 0),
	U("ml", "mL", 1, 0),
	U("mg/L", "mg/L", 1, 0),
	U("mg/l", "mg/L", 1, 0),
	U("mm/h", "mm/h", 1, 0),
	U("mg/day", "mg/day", 1, 0),
	U("U/L", "U/L", 1, 0),
	U("IU/L", "U/L", 1, 0),
#undef U
};

bool lbi_number(double *out, lb_str s)
{
	char buf[40];
	size_t n = 0, digits = 0;
	if (!s.n || s.n >= sizeof buf)
		return false;
	for (; n < s.n; n++) { /* only what strtod reads alike in every locale: the C one is assumed */
		char c = s.s[n];
		if (!strchr("+-.eE", c) && !lbi_is_digit((unsigned char)c))
			return false;
		digits += lbi_is_digit((unsigned char)c);
		buf[n] = c;
	}
	buf[n] = '\0';
	char *end;
	double v = strtod(buf, &end);
	if (!digits || *end || !isfinite(v))
		return false;
	*out = v;
	return true;
}

/* Exactly three digits behind the comma at n. */
static bool thousands(lb_str s, size_t n)
{
	size_t digits = 0;
	while (n + 1 + digits < s.n && lbi_is_digit((unsigned char)s.s[n + 1 + digits]))
		digits++;
	return digits == 3;
}

bool lbi_number_unit(double *out, lb_str *unit, lb_str s)
{
	s = lbi_str_trim(s);
	char buf[40];
	size_t n = 0, used = 0;
	for (; n < s.n && n < sizeof buf; n++) {
		char c = s.s[n];
		bool digit = lbi_is_digit((unsigned char)c);
		bool comma = c == ',' && n && n + 1 < s.n && lbi_is_digit((unsigned char)s.s[n + 1]);
		if (comma && thousands(s, n))
			return false; /* "1,000 m": a thousand or one? ask */
		bool exponent = (c == 'e' || c == 'E') && n && n + 1 < s.n && lbi_is_digit((unsigned char)s.s[n + 1]);
		if (!digit && !comma && !exponent && c != '.' && !((c == '-' || c == '+') && n == 0))
			break;
		buf[used++] = comma ? '.' : c;
	}
	if (!lbi_number(out, (lb_str){ buf, used }))
		return false;
	*unit = lbi_str_trim((lb_str){ s.s + n, s.n - n });
	return true;
}

/* s as a whole number of digits, or -1. */
static int whole(lb_str s)
{
	int v = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (!lbi_is_digit((unsigned char)s.s[i]))
			return -1;
		v = v * 10 + (s.s[i] - '0');
	}
	return v;
}

bool lbi_calendar_day(int *out, lb_str s)
{
	static const int before[13] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };
	if (s.n != 10 || s.s[4] != '-' || s.s[7] != '-')
		return false;
	int y = whole((lb_str){ s.s, 4 }), m = whole((lb_str){ s.s + 5, 2 }), d = whole((lb_str){ s.s + 8, 2 });
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
	if (y < 1970 || m < 1 || m > 12 || d < 1 || d > before[m] - before[m - 1] + (leap && m == 2))
		return false;
	int last = y - 1, leaps = last / 4 - last / 100 + last / 400 - (1969 / 4 - 1969 / 100 + 1969 / 400);
	*out = 365 * (y - 1970) + leaps + before[m - 1] + (leap && m > 2) + d - 1;
	return true;
}

static int unit_find(lb_str unit)
{
	for (size_t i = 0; i < LBI_COUNT(units); i++)
		if (lbi_str_eq(units[i].name, unit))
			return (int)i;
	return -1;
}

bool lbi_to_si(double *out_si, double value, lb_str unit, lb_str dimension)
{
	int i = unit_find(unit);
	if (i < 0 || !lbi_str_eq(units[i].dimension, dimension))
		return false;
	*out_si = value * units[i].scale + units[i].offset;
	return true;
}

bool lbi_from_si(double *out, double value_si, lb_str unit)
{
	int i = unit_find(unit);
	if (i < 0)
		return false;
	*out = (value_si - units[i].offset) / units[i].scale;
	return true;
}

lb_str lbi_unit_dimension(lb_str unit)
{
	int i = unit_find(unit);
	return i < 0 ? LB_STR("") : units[i].dimension;
}

lb_str lbi_unit_name(size_t i, const void *ctx)
{
	(void)ctx;
	return units[i].name;
}

size_t lbi_unit_count(void)
{
	return LBI_COUNT(units);
}
