/* What each row of each file holds. doc/knowledge.md says the same to people. */
#include "knowledge.h"

#define T(table) (1u << LBI_TABLE_##table)
#define FIELDS(list) (list), LBI_COUNT(list)

/* key = member unless named; the row type R is defined around each list */
#define FULL(key, member, type, need, aux, rows) { key, #member, type, need, aux, offsetof(R, member), rows }
#define STR(member) FULL(#member, member, LBI_F_STR, true, 0, NULL)
#define STR_OPT(member) FULL(#member, member, LBI_F_STR, false, 0, NULL)
#define STRS(member) FULL(#member, member, LBI_F_STRS, false, 0, NULL)
#define NUM(member) FULL(#member, member, LBI_F_NUM, false, 0, NULL)
#define REAL(member) FULL(#member, member, LBI_F_REAL, true, 0, NULL)
#define BOOL(member) FULL(#member, member, LBI_F_BOOL, false, 0, NULL)
#define ENUM(member, names) FULL(#member, member, LBI_F_ENUM, true, LB_NAMES_##names, NULL)
#define ENUM_OPT(member, names) FULL(#member, member, LBI_F_ENUM, false, LB_NAMES_##names, NULL)
#define REF(member, tables) FULL(#member, member, LBI_F_REF, true, tables, NULL)
#define REFS(member, tables) FULL(#member, member, LBI_F_REFS, false, tables, NULL)
#define SOURCES FULL("sources", sources, LBI_F_REFS, true, T(sources), NULL)
#define COND(member) FULL(#member, member, LBI_F_COND, false, 0, NULL)
#define COND_NEED(member) FULL(#member, member, LBI_F_COND, true, 0, NULL)
#define SAIDS(member) FULL(#member, member, LBI_F_SAID, false, 0, NULL)
#define ROWS(member, def, need) FULL(#member, member, LBI_F_ROWS, need, 0, &def)

#define R lb_source
static const lbi_field source_fields[] = {
	STR(key), STR(authors), FULL("year", year, LBI_F_INT, true, 0, NULL), STR(title), STR(where), ENUM(kind, SOURCE_KIND),
};
#undef R
#define R lb_finding
static const lbi_field finding_fields[] = {
	STR(id),       ENUM_OPT(kind, FINDING_KIND), STR(ask), STR_OPT(said),
	STR(clinician), STR(group),                  STR_OPT(unit),
	ENUM_OPT(who, WHO), BOOL(danger),            BOOL(bare_unit),
	BOOL(only_yes), BOOL(composite), NUM(lo),                     NUM(hi),
	STR_OPT(how),
	STRS(options), STRS(words),                  COND(derive),
	REFS(implies, T(findings)), REFS(excludes, T(findings)),
};
#undef R
#define R lb_level
static const lbi_field level_fields[] = { STR(id), STR(label), STR(act), STR(how_soon), STR(clinician) };
#undef R
#define R lb_suspect
static const lbi_field suspect_fields[] = { STR(id), STR(label), STR(clinician), STR(explain), STR(act), SOURCES };
#undef R
#define R lb_rule
static const lbi_field rule_fields[] = {
	STR(id),   ENUM(urgency, URGENCY), REF(suspects, T(suspects)), ENUM(band, BAND), COND_NEED(when), COND(unless),
	STR(why),  SOURCES,                SAIDS(fires),               STR(spared_by),
};
#undef R
#define R lb_return_advice
static const lbi_field come_back_fields[] = {
	STR(id), STR(text), ENUM(urgency, URGENCY), COND(when), REFS(suspects, T(suspects)), SOURCES,
};
#undef R
#define R lb_service
static const lbi_field service_fields[] = {
	STR(country), STR(name), STRS(words), STR(emergency), STR(urgent), STR(routine), SOURCES,
};
#undef R
#define R lb_base_rate
static const lbi_field base_rate_fields[] = {
	REAL(value), REAL(lo), REAL(hi), STR(population), SOURCES, ENUM(status, CHECKED),
};
static const lbi_rowdef base_rate_def = { "lb_base_rate", sizeof(lb_base_rate), FIELDS(base_rate_fields) };
#undef R
#define R lb_evidence
static const lbi_field evidence_fields[] = {
	REF(finding, T(findings)), NUM(lr_pos), NUM(lr_neg), NUM(lo), NUM(hi), NUM(weight), STR_OPT(group), SOURCES,
	ENUM(status, CHECKED),
};
static const lbi_rowdef evidence_def = { "lb_evidence", sizeof(lb_evidence), FIELDS(evidence_fields) };
#undef R
#define R lb_look_alike
static const lbi_field look_alike_fields[] = {
	REF(id, T(contributors)), FULL("case", answers, LBI_F_SAID, true, 0, NULL),
};
static const lbi_rowdef look_alike_def = { "lb_look_alike", sizeof(lb_look_alike), FIELDS(look_alike_fields) };
#undef R
#define R lb_contributor
static const lbi_field contributor_fields[] = {
	STR(id), STR(label), STR(clinician), ENUM(nature, NATURE), BOOL(reaction), ROWS(base_rate, base_rate_def, true), COND(needs),
	STR(explain), FULL("do", help, LBI_F_STR, true, 0, NULL), ROWS(evidence, evidence_def, true), SOURCES, SAIDS(leads),
	ROWS(look_alike, look_alike_def, false),
};
#undef R
#define R lb_driver
static const lbi_field driver_fields[] = {
	STR(id), ENUM(kind, DRIVER_KIND), STR(label), STR(clinician), COND_NEED(when), STR(explain), STR(action), SOURCES,
};
#undef R
#define R lb_muscle_rule
static const lbi_field muscle_rule_fields[] = {
	ENUM(state, MUSCLE_STATE), COND_NEED(when), ENUM(sure, BAND), STR(why), SOURCES,
};
static const lbi_rowdef muscle_rule_def = { "lb_muscle_rule", sizeof(lb_muscle_rule), FIELDS(muscle_rule_fields) };
#undef R
#define R lb_muscle
static const lbi_field muscle_fields[] = {
	STR(id), STR(label), STR(clinician), ENUM(depth, DEPTH), STRS(levels), STR(role), STR(nerve), STR(referral), SOURCES,
	ROWS(states, muscle_rule_def, false),
};
#undef R
#define R lb_stage
static const lbi_field stage_fields[] = {
	STR(id), STR(label), COND_NEED(when), STR(why), STR(advice), BOOL(from_onset), SOURCES,
};
#undef R
#define R lb_course_point
static const lbi_field course_fields[] = {
	REF(cohort, T(stages)), REAL(week), REAL(mean), REAL(lo), REAL(hi), ENUM(status, CHECKED),
	ENUM(spread_status, CHECKED), SOURCES,
};
#undef R
#define R lb_remedy_stage
static const lbi_field remedy_stage_fields[] = { ENUM(stage, REMEDY_STAGE), ENUM(verdict, REMEDY_VERDICT), STR(plain) };
static const lbi_rowdef remedy_stage_def = { "lb_remedy_stage", sizeof(lb_remedy_stage), FIELDS(remedy_stage_fields) };
#undef R
#define R lb_effect
static const lbi_field effect_fields[] = {
	REAL(value), NUM(lo), NUM(hi), STR(unit), STR(versus), STR(population), ENUM(status, CHECKED), SOURCES,
};
static const lbi_rowdef effect_def = { "lb_effect", sizeof(lb_effect), FIELDS(effect_fields) };
#undef R
#define R lb_remedy
static const lbi_field remedy_fields[] = {
	STR(id), STR(label), STRS(words), ENUM(kind, REMEDY_KIND), ROWS(stages, remedy_stage_def, true),
	ROWS(effect, effect_def, false), STR(effect_plain), STR(how), STR_OPT(cautions), REFS(only_if, T(findings)), REFS(not_if, T(findings)), SOURCES,
};
#undef R
#define R lb_claim
static const lbi_field claim_fields[] = {
	STR(id), ENUM(topic, TOPIC), STR(says), ENUM(verdict, CLAIM_VERDICT), STR(plain),
	REFS(see, T(findings) | T(contributors) | T(remedies) | T(rules) | T(drivers) | T(muscles) | T(stages) | T(suspects)),
	SOURCES,
};
#undef R
#define R lb_side
static const lbi_field side_fields[] = { REFS(claims, T(claims)), STR(says) };
static const lbi_rowdef side_def = { "lb_side", sizeof(lb_side), FIELDS(side_fields) };
#undef R
#define R lb_disagreement
static const lbi_field disagreement_fields[] = {
	STR(id), STR(question), ROWS(sides, side_def, true), STR(answer), SOURCES,
};
#undef R
#define R lb_screen_option
static const lbi_field screen_option_fields[] = { REF(finding, T(findings)), STR(say) };
static const lbi_rowdef screen_option_def = { "lb_screen_option", sizeof(lb_screen_option), FIELDS(screen_option_fields) };
#undef R
#define R lb_screen
static const lbi_field screen_fields[] = {
	STR(id), STR(ask), REFS(covers, T(findings)), ROWS(options, screen_option_def, false), REFS(after, T(screens)),
	SOURCES,
};
#undef R
#define R lb_share
static const lbi_field share_fields[] = { REF(finding, T(findings)), REAL(share), ENUM(status, CHECKED), SOURCES };
#undef R
#define R lb_limit
static const lbi_field limit_fields[] = { REFS(findings, T(findings)), COND(when), COND(not_if), BOOL(cannot_be), STR(why) };
#undef R

#define INT(member) FULL(#member, member, LBI_F_INT, true, 0, NULL)
#define INTS(member) FULL(#member, member, LBI_F_INTS, false, 0, NULL)
#define REAL_OPT(member) FULL(#member, member, LBI_F_REAL, false, 0, NULL)
#define ROW_OPT(member, def) FULL(#member, member, LBI_F_ROW, false, 0, &def)
#define R lb_score_item
static const lbi_field score_item_fields[] = { INT(item), REAL(lo), REAL(hi), REAL_OPT(one_from) };
static const lbi_rowdef score_item_def = { "lb_score_item", sizeof(lb_score_item), FIELDS(score_item_fields) };
#undef R
#define R lb_score_limit
static const lbi_field score_limit_fields[] = {
	REAL_OPT(value), REAL_OPT(percent), REAL_OPT(lo), REAL_OPT(hi), REAL_OPT(confidence), ENUM(status, CHECKED),
	STR_OPT(note), SOURCES,
};
static const lbi_rowdef score_limit_def = { "lb_score_limit", sizeof(lb_score_limit), FIELDS(score_limit_fields) };
#undef R
#define R lb_score_scale
static const lbi_field score_scale_fields[] = {
	STR(id), STR(label), INTS(items), ENUM(method, METHOD), REAL(lo), REAL(hi), ENUM(better, BETTER),
	ENUM(missing_rule, MISSING), INT(missing_max), STR(missing_plain), ENUM(missing_status, CHECKED),
	REFS(missing_sources, T(sources)), ROW_OPT(mic, score_limit_def), ROW_OPT(mdc, score_limit_def),
};
static const lbi_rowdef score_scale_def = { "lb_score_scale", sizeof(lb_score_scale), FIELDS(score_scale_fields) };
#undef R
#define R lb_score_band
static const lbi_field score_band_fields[] = {
	STR(id), STR(scale), REAL(lo), REAL(hi), STR(label), STR(plain), ENUM(status, CHECKED),
	FULL("finding", finding, LBI_F_REF, false, T(findings), NULL), SOURCES,
};
static const lbi_rowdef score_band_def = { "lb_score_band", sizeof(lb_score_band), FIELDS(score_band_fields) };
#undef R
#define R lb_score_order
static const lbi_field score_order_fields[] = { INT(item), INT(not_above), STR(plain) };
static const lbi_rowdef score_order_def = { "lb_score_order", sizeof(lb_score_order), FIELDS(score_order_fields) };
#undef R
#define R lb_instrument
static const lbi_field instrument_fields[] = {
	STR(id), STR(label), STR(measures), STR(licence), ENUM(licence_status, CHECKED), INT(items), REAL(item_lo), REAL(item_hi),
	BOOL(whole), BOOL(may_be_fewer), BOOL(total_only), STRS(topics), INTS(reversed), ROWS(item_rules, score_item_def, false),
	ROWS(scales, score_scale_def, true), ROWS(bands, score_band_def, false), ROWS(orders, score_order_def, false),
	STR_OPT(note), SOURCES,
};
#undef R

#define R lb_advice
static const lbi_field advice_fields[] = {
	STR(id), ENUM(topic, ADVICE_TOPIC), STR(label), COND(when), COND(unless), ENUM(from_urgency, URGENCY), ENUM(to_urgency, URGENCY),
	STR(text), STR(clinician), SOURCES,
};
#undef R

#define R lb_activity_posture
static const lbi_field activity_posture_fields[] = {
	REAL_OPT(flex_deg), REAL_OPT(side_deg), REAL_OPT(twist_deg), REAL_OPT(tilt_deg), REAL_OPT(roll_deg),
	REAL_OPT(neck_deg), REAL_OPT(upper_deg), REAL_OPT(fore_deg), REAL_OPT(apart_deg), NUM(left_upper_deg),
	NUM(left_fore_deg), NUM(left_apart_deg), NUM(hand_ahead_cm), NUM(hand_up_cm), REAL_OPT(right_kg),
	REAL_OPT(left_kg), REAL_OPT(worn_kg), REAL_OPT(worn_ahead_cm), REAL_OPT(right_ahead_N),
	REAL_OPT(right_up_N), REAL_OPT(left_ahead_N), REAL_OPT(left_up_N), REAL_OPT(arm_support_frac), BOOL(supported),
	BOOL(lying), BOOL(backrest), BOOL(stance), REAL_OPT(hip_deg), REAL_OPT(knee_deg), REAL_OPT(balance_cm),
	ENUM_OPT(legs, LEGS),
};
static const lbi_rowdef activity_posture_def = { "lb_activity_posture", sizeof(lb_activity_posture),
	                                         FIELDS(activity_posture_fields) };
#undef R
#define R lb_activity_lift
static const lbi_field activity_lift_fields[] = { REAL(to_up_cm), ENUM(coupling, COUPLING) };
static const lbi_rowdef activity_lift_def = { "lb_activity_lift", sizeof(lb_activity_lift),
	                                      FIELDS(activity_lift_fields) };
#undef R
#define R lb_swap_row
static const lbi_field swap_fields[] = { REF(to, T(activities)), REAL_OPT(times), STR(how) };
static const lbi_rowdef swap_def = { "lb_swap_row", sizeof(lb_swap_row), FIELDS(swap_fields) };
#undef R
#define R lb_activity
static const lbi_field activity_fields[] = {
	STR(id), STR(label), STRS(words), STR(group), ENUM(pace, PACE), REAL_OPT(seconds), REAL_OPT(per_min),
	FULL("posture", posture, LBI_F_ROW, true, 0, &activity_posture_def),
	FULL("dynamic", dynamic, LBI_F_REF, false, T(day_numbers), NULL), ENUM_OPT(place, PLACE), ENUM_OPT(held, HELD),
	ROWS(lift, activity_lift_def, false), ROWS(swaps, swap_def, false), STR(basis), ENUM(status, CHECKED),
	REFS(sources, T(sources)),
};
#undef R
#define R lb_day_number
static const lbi_field day_number_fields[] = {
	STR(id), REAL(value), REAL(lo), REAL(hi), STR(unit), ENUM(status, CHECKED), STR(note), REFS(sources, T(sources)),
};
#undef R
#define R lb_parameter
static const lbi_field parameter_fields[] = {
	STR(id), STR(label), STR(unit), REAL(value), FULL("low", low, LBI_F_REAL, true, 0, NULL),
	FULL("high", high, LBI_F_REAL, true, 0, NULL), ENUM(status, CHECKED), STR(fixed_by), SOURCES,
};
#undef R

#define DEF(name, list) static const lbi_rowdef name##_def = { "lb_" #name, sizeof(lb_##name), FIELDS(list) };
DEF(source, source_fields)
DEF(finding, finding_fields)
DEF(level, level_fields)
DEF(suspect, suspect_fields)
DEF(rule, rule_fields)
DEF(return_advice, come_back_fields)
DEF(service, service_fields)
DEF(contributor, contributor_fields)
DEF(driver, driver_fields)
DEF(muscle, muscle_fields)
DEF(stage, stage_fields)
DEF(course_point, course_fields)
DEF(remedy, remedy_fields)
DEF(claim, claim_fields)
DEF(disagreement, disagreement_fields)
DEF(instrument, instrument_fields)
DEF(advice, advice_fields)
DEF(screen, screen_fields)
DEF(share, share_fields)
DEF(limit, limit_fields)
DEF(activity, activity_fields)
DEF(day_number, day_number_fields)
DEF(parameter, parameter_fields)

#define TABLE(name, file, section, id_key, def)                                                              \
	[LBI_TABLE_##name] = { #name, file, section, id_key, &def, offsetof(lb_knowledge, name) }
const lbi_table lbi_tables[LBI_TABLE_COUNT] = {
	TABLE(sources, "sources.yaml", NULL, "key", source_def),
	TABLE(findings, "findings.yaml", NULL, "id", finding_def),
	TABLE(levels, "triage.yaml", "levels", "id", level_def),
	TABLE(suspects, "triage.yaml", "suspects", "id", suspect_def),
	TABLE(rules, "triage.yaml", "rules", "id", rule_def),
	TABLE(come_back, "triage.yaml", "come_back", "id", return_advice_def),
	TABLE(services, "services.yaml", NULL, "country", service_def),
	TABLE(contributors, "contributors.yaml", NULL, "id", contributor_def),
	TABLE(drivers, "drivers.yaml", NULL, "id", driver_def),
	TABLE(muscles, "muscles.yaml", NULL, "id", muscle_def),
	TABLE(stages, "stages.yaml", NULL, "id", stage_def),
	TABLE(course, "course.yaml", NULL, NULL, course_point_def),
	TABLE(remedies, "remedies.yaml", NULL, "id", remedy_def),
	TABLE(claims, "claims.yaml", NULL, "id", claim_def),
	TABLE(disagreements, "disagreements.yaml", NULL, "id", disagreement_def),
	TABLE(instruments, "instruments.yaml", NULL, "id", instrument_def),
	TABLE(advice_rows, "advice.yaml", NULL, "id", advice_def),
	TABLE(screens, "screens.yaml", "screens", "id", screen_def),
	TABLE(shares, "screens.yaml", "shares", NULL, share_def),
	TABLE(limits, "screens.yaml", "limits", NULL, limit_def),
	TABLE(activities, "activities.yaml", "activities", "id", activity_def),
	TABLE(day_numbers, "activities.yaml", "numbers", "id", day_number_def),
	TABLE(parameters, "physiology.yaml", NULL, "id", parameter_def),
};

lbi_anylist lbi_table_rows(const lb_knowledge *k, lbi_table_id t)
{
	return *(const lbi_anylist *)(const void *)((const char *)k + lbi_tables[t].offset);
}

lb_str lbi_row_id(const lb_knowledge *k, lbi_table_id t, size_t row)
{
	const lbi_rowdef *d = lbi_tables[t].def;
	if (!lbi_tables[t].id_key)
		return (lb_str){ "", 0 };
	const char *p = (const char *)lbi_table_rows(k, t).at + row * d->size + d->fields[0].offset;
	return *(const lb_str *)(const void *)p; /* the id is the first field of every row that has one */
}

/* ---- names of the enums ---- */
#define X(name) #name,
static const char *const urgency_names[] = { LB_URGENCY_LIST(X) NULL };
static const char *const band_names[] = { LB_BAND_LIST(X) NULL };
static const char *const checked_names[] = { LB_STATUS_OF_NUMBER_LIST(X) NULL };
static const char *const finding_kind_names[] = { LB_FINDING_KIND_LIST(X) NULL };
static const char *const who_names[] = { LB_WHO_LIST(X) NULL };
static const char *const source_kind_names[] = { LB_SOURCE_KIND_LIST(X) NULL };
static const char *const nature_names[] = { LB_NATURE_LIST(X) NULL };
static const char *const driver_kind_names[] = { LB_DRIVER_KIND_LIST(X) NULL };
static const char *const depth_names[] = { LB_DEPTH_LIST(X) NULL };
static const char *const muscle_state_names[] = { LB_MUSCLE_STATE_LIST(X) NULL };
static const char *const topic_names[] = { LB_TOPIC_LIST(X) NULL };
static const char *const claim_verdict_names[] = { LB_CLAIM_VERDICT_LIST(X) NULL };
static const char *const remedy_kind_names[] = { LB_REMEDY_KIND_LIST(X) NULL };
static const char *const remedy_stage_names[] = { LB_REMEDY_STAGE_LIST(X) NULL };
static const char *const advice_topic_names[] = { LB_ADVICE_TOPIC_LIST(X) NULL };
static const char *const method_names[] = { LB_METHOD_LIST(X) NULL };
static const char *const missing_names[] = { LB_MISSING_LIST(X) NULL };
static const char *const better_names[] = { LB_BETTER_LIST(X) NULL };
static const char *const pace_names[] = { LB_PACE_LIST(X) NULL };
static const char *const legs_names[] = { LB_LEGS_LIST(X) NULL };
static const char *const place_names[] = { LB_PLACE_LIST(X) NULL };
static const char *const held_names[] = { LB_HELD_LIST(X) NULL };
static const char *const coupling_names[] = { LB_COUPLING_LIST(X) NULL };
static const char *const remedy_verdict_names[] = { LB_REMEDY_VERDICT_LIST(X) NULL };
#undef X

static const char *const *const names[LB_NAMES_COUNT] = {
	[LB_NAMES_URGENCY] = urgency_names,
	[LB_NAMES_BAND] = band_names,
	[LB_NAMES_CHECKED] = checked_names,
	[LB_NAMES_FINDING_KIND] = finding_kind_names,
	[LB_NAMES_WHO] = who_names,
	[LB_NAMES_SOURCE_KIND] = source_kind_names,
	[LB_NAMES_NATURE] = nature_names,
	[LB_NAMES_DRIVER_KIND] = driver_kind_names,
	[LB_NAMES_DEPTH] = depth_names,
	[LB_NAMES_MUSCLE_STATE] = muscle_state_names,
	[LB_NAMES_TOPIC] = topic_names,
	[LB_NAMES_CLAIM_VERDICT] = claim_verdict_names,
	[LB_NAMES_REMEDY_KIND] = remedy_kind_names,
	[LB_NAMES_REMEDY_STAGE] = remedy_stage_names,
	[LB_NAMES_REMEDY_VERDICT] = remedy_verdict_names,
	[LB_NAMES_ADVICE_TOPIC] = advice_topic_names,
	[LB_NAMES_METHOD] = method_names,
	[LB_NAMES_MISSING] = missing_names,
	[LB_NAMES_BETTER] = better_names,
	[LB_NAMES_PACE] = pace_names,
	[LB_NAMES_LEGS] = legs_names,
	[LB_NAMES_PLACE] = place_names,
	[LB_NAMES_HELD] = held_names,
	[LB_NAMES_COUPLING] = coupling_names,
};

const char *lb_name(lb_names which, int value)
{
	if ((unsigned)which >= LB_NAMES_COUNT || value < 0 || !names[which])
		return "?";
	for (int i = 0; names[which][i]; i++)
		if (i == value)
			return names[which][i];
	return "?";
}
