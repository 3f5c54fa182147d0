/* Compiles the tables of knowledge/spine into constant C tables, so that starting up parses nothing.
 *
 *   spinec DIR > tables.c
 *
 * A row without a status (confirmed, secondary, derived, fitted, assumed) or without a source stops the build, as
 * does a column that is missing, a number that is none, or a name that another table does not know. */
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 32, ROWS = 512, LINE = 1024 };

typedef struct {
	char path[512], *cell[ROWS][COLUMNS], *name[COLUMNS], *text;
	int columns, rows;
} table;

static void fail(const char *path, int line, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	fprintf(stderr, "%s:%d: ", path, line);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	exit(1);
}

static char *slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		fail(path, 0, "cannot be opened");
	size_t n = 0, room = 1 << 16;
	char *s = malloc(room + 1);
	for (size_t got; s && (got = fread(s + n, 1, room - n, f)) > 0;) {
		n += got;
		if (n == room)
			s = realloc(s, (room *= 2) + 1);
	}
	if (!s)
		fail(path, 0, "out of memory");
	fclose(f);
	s[n] = 0;
	return s;
}

/* Splits one line in place at commas; no quoting but in sources.csv, which is not compiled. */
static int split(char *line, char **cell, const char *path, int at)
{
	int n = 0;
	for (char *p = line;; n++) {
		if (n == COLUMNS)
			fail(path, at, "more than %d columns", COLUMNS);
		cell[n] = p;
		p = strchr(p, ',');
		if (!p)
			return n + 1;
		*p++ = 0;
	}
}

static int column(const table *t, const char *name)
{
	for (int i = 0; i < t->columns; i++)
		if (!strcmp(t->name[i], name))
			return i;
	fail(t->path, 1, "no column '%s'", name);
	return -1;
}

static const char *cell(const table *t, int row, const char *name)
{
	return t->cell[row][column(t, name)];
}

static double number(const table *t, int row, const char *name)
{
	const char *s = cell(t, row, name);
	char *end = NULL;
	double v = strtod(s, &end);
	if (end == s || *end || !isfinite(v))
		fail(t->path, row + 2, "%s: '%s' is no number", name, s);
	return v;
}

static int find(const table *t, const char *key, const table *user, int row)
{
	for (int i = 0; i < t->rows; i++)
		if (!strcmp(t->cell[i][0], key))
			return i;
	fail(user->path, row + 2, "'%s' is not in %s", key, t->path);
	return -1;
}

/* Keys before the first ':' of a source, parted by ';', must be rows of sources.csv; the rest is a remark. A fitted or
 * assumed value has a remark only. */
static void check_source(const table *t, int row, const char *sources)
{
	char text[LINE], *remark;
	snprintf(text, sizeof text, "%s", cell(t, row, "source"));
	remark = strchr(text, ':');
	if (remark)
		*remark = 0;
	for (char *key = strtok(text, "; "); key; key = strtok(NULL, "; ")) {
		char line[LINE + 2];
		snprintf(line, sizeof line, "\n%s,", key);
		if (!strstr(sources, line))
			fail(t->path, row + 2, "source '%s' is not in sources.csv", key);
	}
}

static void check_rows(const table *t, bool unique, const char *sources)
{
	static const char *known[] = {"confirmed", "secondary", "derived", "fitted", "assumed"};
	int status = column(t, "status"), source = column(t, "source");
	for (int i = 0; i < t->rows; i++) {
		bool ok = false;
		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			ok |= !strcmp(t->cell[i][status], known[k]);
		if (!ok)
			fail(t->path, i + 2, "status '%s' is none of confirmed, secondary, derived, fitted, assumed",
			     t->cell[i][status]);
		if (!*t->cell[i][source])
			fail(t->path, i + 2, "no source");
		if (strcmp(t->cell[i][status], "fitted") && strcmp(t->cell[i][status], "assumed"))
			check_source(t, i, sources);
		for (int k = 0; unique && k < i; k++)
			if (!strcmp(t->cell[i][0], t->cell[k][0]))
				fail(t->path, i + 2, "'%s' twice", t->cell[i][0]);
	}
}

static table *read_table(const char *dir, const char *file)
{
	table *t = calloc(1, sizeof *t);
	if (!t)
		fail(file, 0, "out of memory");
	snprintf(t->path, sizeof t->path, "%s/%s", dir, file);
	t->text = slurp(t->path);
	int at = 0;
	for (char *line = strtok(t->text, "\n"); line; line = strtok(NULL, "\n")) {
		if (!at++) {
			t->columns = split(line, t->name, t->path, 1);
			continue;
		}
		if (t->rows == ROWS)
			fail(t->path, at, "more than %d rows", ROWS);
		int n = split(line, t->cell[t->rows++], t->path, at);
		if (n != t->columns)
			fail(t->path, at, "%d columns, not %d", n, t->columns);
	}
	return t;
}

/* ---- what is written ---- */

static void put_bodies(const table *t)
{
	printf("const lbi_body lbi_bodies[] = {\n");
	for (int i = 0; i < t->rows; i++)
		printf("\t{ \"%s\", { %.9g, %.9g }, %.17g, %.9g, { %.9g, %.9g } },\n", t->cell[i][0],
		       number(t, i, "joint_x_m"), number(t, i, "joint_y_m"),
		       number(t, i, "pitch_deg") * (3.14159265358979323846 / 180), number(t, i, "trunk_share"),
		       number(t, i, "com_x_m"), number(t, i, "com_y_m"));
	printf("};\n\n");
}

static void put_joints(const table *t)
{
	static const char *columns[] = {"flex_share", "side_share",   "twist_share",
					"cord_arm_m", "cord_rest_Nm", "rest_deg"};
	printf("const lbi_joint lbi_joints[] = {\n");
	for (int i = 0; i < t->rows; i++) {
		printf("\t{ \"%s\"", t->cell[i][0]);
		for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
			printf(", %.9g", number(t, i, columns[c]));
		printf(" },\n");
	}
	printf("};\n\n");
}

static void put_segments(const table *t)
{
	static const char *columns[] = {"mass_M", "com_M", "length_M", "mass_F", "com_F", "length_F"};
	printf("const lbi_segment lbi_segments[] = {\n");
	for (int i = 0; i < t->rows; i++) {
		printf("\t{");
		for (int c = 0; c < 6; c++)
			printf(" %.9g%s", number(t, i, columns[c]), c < 5 ? "," : "");
		printf(" }, /* %s */\n", t->cell[i][0]);
	}
	printf("};\n\n");
}

static void put_parameters(const table *t)
{
	printf("const lbi_parameters lbi_parameter = {\n");
	for (int i = 0; i < t->rows; i++)
		printf("\t.%s = %.12g, /* %s */\n", t->cell[i][0], number(t, i, "value"), cell(t, i, "unit"));
	printf("};\n\n");
}

/* A fascicle's points run from low to high and never come back down: each joint is crossed by one piece. */
static void put_fascicles(const table *t, const table *points, const table *bodies)
{
	int at = 0, crossing = 0;
	printf("const lbi_fascicle lbi_fascicles[] = {\n");
	for (int i = 0; i < t->rows; i++) {
		int first = at, low = 0, last = 0;
		while (at < points->rows && !strcmp(points->cell[at][0], t->cell[i][0])) {
			int body = find(bodies, cell(points, at, "body"), points, at);
			if (at == first)
				low = body;
			else if (body < last)
				fail(points->path, at + 2, "%s comes back down", t->cell[i][0]);
			last = body;
			at++;
		}
		if (at - first < 2 || last == low)
			fail(t->path, i + 2, "%s crosses no joint", t->cell[i][0]);
		if (number(t, i, "pcsa_mm2") <= 0)
			fail(t->path, i + 2, "%s has no area", t->cell[i][0]);
		printf("\t{ \"%s\", LB_MUSCLE_%s, %d, %d, %d, %d, %d, %.9g, %.9g },\n", t->cell[i][0],
		       cell(t, i, "muscle"), low, last, first, at - first, crossing, number(t, i, "pcsa_mm2") * 1e-6,
		       number(t, i, "length_m"));
		crossing += last - low;
	}
	if (at != points->rows)
		fail(points->path, at + 2, "'%s' is no fascicle", points->cell[at][0]);
	printf("};\n\n_Static_assert(LB_FASCICLES == %d, \"LB_FASCICLES in load.h\");\n", t->rows);
	printf("_Static_assert(LB_LINE_POINTS == %d, \"LB_LINE_POINTS in load.h\");\n", points->rows);
	printf("_Static_assert(LB_CROSSINGS == %d, \"LB_CROSSINGS in load.h\");\n\n", crossing);
	printf("const lbi_point lbi_points[] = {\n");
	for (int i = 0; i < points->rows; i++)
		printf("\t{ { %.9g, %.9g, %.9g }, %d },\n", number(points, i, "x_m"), number(points, i, "y_m"),
		       number(points, i, "z_m"), find(bodies, cell(points, i, "body"), points, i));
	printf("};\n\n");
}

static double radians(const table *t, int i, const char *name)
{
	return number(t, i, name) * (3.14159265358979323846 / 180);
}

static double optional(const table *t, int i, const char *name)
{
	return *cell(t, i, name) ? number(t, i, name) : 0;
}

static void put_posture(const table *t, int i)
{
	printf("\t\t.posture = { .flex_rad = %.17g, .side_rad = %.17g, .twist_rad = %.17g,\n",
	       radians(t, i, "flex_deg"), radians(t, i, "side_deg"), radians(t, i, "twist_deg"));
	printf("\t\t\t.pelvis_tilt_rad = %.17g, .pelvis_roll_rad = %.17g,\n", radians(t, i, "pelvis_tilt_deg"),
	       radians(t, i, "pelvis_roll_deg"));
	printf("\t\t\t.arm = {\n");
	for (int side = 0; side < 2; side++)
		printf("\t\t\t\t{ .upper_rad = %.17g, .fore_rad = %.17g, .load_N = { 0, %.12g, 0 } },\n",
		       radians(t, i, "upper_deg"), radians(t, i, "fore_deg"),
		       -9.80665 * number(t, i, side ? "left_kg" : "right_kg"));
	printf("\t\t\t},\n\t\t\t.hand_placed = %d, .hand_m = { %.9g, %.9g },\n", *cell(t, i, "hand_x_m") != 0,
	       optional(t, i, "hand_x_m"), optional(t, i, "hand_y_m"));
	static const char *flags[] = {"supported", "lying", "backrest", "arm_support", "stance"};
	printf("\t\t\t");
	for (int f = 0; f < 5; f++)
		printf(".%s = %.9g, ", flags[f], number(t, i, flags[f]));
	printf("\n\t\t\t.hip_rad = %.17g, .knee_rad = %.17g, .balance_m = %.9g },\n", radians(t, i, "hip_deg"),
	       radians(t, i, "knee_deg"), number(t, i, "balance_m"));
}

static void put_postures(const table *t)
{
	printf("const lb_posture_row lbi_postures[] = {\n");
	for (int i = 0; i < t->rows; i++) {
		const char *status = cell(t, i, "posture_status");
		printf("\t{ .id = \"%s\", .label = \"%s\", .source = \"%s\", .posture_status = \"%s\",\n",
		       t->cell[i][0], cell(t, i, "label"), cell(t, i, "posture_source"), status);
		put_posture(t, i);
		printf("\t\t.measured_Pa = %.9g, .peer_Pa = %.9g, .measured_status = \"%s\", .published = %d },\n",
		       1e6 * optional(t, i, "measured_MPa"), 1e6 * optional(t, i, "peer_MPa"),
		       cell(t, i, "measured_status"), !strcmp(status, "published"));
	}
	printf("};\nconst size_t lbi_posture_count = %d;\n", t->rows);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: spinec DIR > tables.c\n");
		return 2;
	}
	table *bodies = read_table(argv[1], "bodies.csv"), *joints = read_table(argv[1], "joints.csv");
	table *segments = read_table(argv[1], "segments.csv"), *parameters = read_table(argv[1], "parameters.csv");
	table *fascicles = read_table(argv[1], "fascicles.csv"), *points = read_table(argv[1], "points.csv");
	table *postures = read_table(argv[1], "postures.csv");
	char path[512], *sources;
	snprintf(path, sizeof path, "%s/sources.csv", argv[1]);
	sources = slurp(path);
	table *all[] = {bodies, joints, segments, parameters, fascicles, points};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		check_rows(all[i], all[i] != points, sources);
	printf("/* Made from knowledge/spine by tools/spinec.c. Do not edit. */\n#include \"load.h\"\n\n");
	put_bodies(bodies);
	put_joints(joints);
	put_segments(segments);
	put_parameters(parameters);
	put_fascicles(fascicles, points, bodies);
	put_postures(postures);
	free(sources);
	table *used[] = {bodies, joints, segments, parameters, fascicles, points, postures};
	for (size_t i = 0; i < sizeof used / sizeof *used; i++) {
		free(used[i]->text);
		free(used[i]);
	}
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
