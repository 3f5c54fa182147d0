/* A small folder of facts that loads: one row a table. Shared by the tests and the fuzz target. */
#ifndef LBT_SMALL_H
#define LBT_SMALL_H

static const struct {
	const char *file, *text;
} small[] = {
	{ "version.yaml", "reviewed: 2026-01-02\n" },
	{ "sources.yaml", "- key: Work01\n  authors: A B\n  year: 2001\n  title: On backs\n  where: doi 10.1/x\n  kind: trial\n" },
	{ "findings.yaml", "- { id: fever, ask: Fever?, clinician: Fever, group: g, danger: true, words: [hot, high temperature] }\n"
	                   "- { id: chills, ask: Chills?, clinician: Chills, group: g, danger: true, implies: [fever] }\n"
	                   "- { id: ill, ask: Ill?, clinician: Ill, group: g, derive: { any: [fever, \"age > 90 year\"] } }\n"
	                   "- { id: leg_pain, ask: Leg pain?, clinician: Leg pain, group: g, excludes: [ill] }\n"
	                   "- { id: age, kind: number, unit: year, bare_unit: true, lo: 1, hi: 115, ask: Age?, clinician: Age, group: g }\n"
	                   "- { id: duration, kind: number, unit: week, lo: 0, hi: 3000, ask: Long?, clinician: Long, group: g }\n"
	                   "- { id: sex, kind: choice, options: [female, male], ask: Sex?, clinician: Sex, group: g }\n" },
	{ "triage.yaml", "levels:\n"
	                 "  - { id: self_care, label: a, act: a, how_soon: a, clinician: a }\n"
	                 "  - { id: within_2_weeks, label: a, act: a, how_soon: a, clinician: a }\n"
	                 "  - { id: same_day, label: a, act: a, how_soon: a, clinician: a }\n"
	                 "  - { id: emergency, label: a, act: a, how_soon: a, clinician: a }\n"
	                 "suspects:\n"
	                 "  - { id: infection, label: a, clinician: a, explain: a, act: a, sources: [Work01] }\n"
	                 "rules:\n"
	                 "  - { id: hot, urgency: same_day, suspects: infection, band: strong, when: { all: [fever], any: [leg_pain, age >= 60 year] },\n"
	                 "      why: Because., sources: [Work01], fires: [fever, leg_pain], spared_by: without fever }\n"
	                 "come_back:\n"
	                 "  - { id: worse, urgency: same_day, suspects: [infection], text: Worse., sources: [Work01] }\n" },
	{ "services.yaml", "- { country: any, name: any, emergency: e, urgent: u, routine: r, sources: [Work01] }\n" },
	{ "contributors.yaml", "- id: strain\n  label: a\n  clinician: a\n  nature: primary\n"
	                       "  base_rate: { value: 0.2, lo: 0.1, hi: 0.3, population: p, status: consensus, sources: [Work01] }\n"
	                       "  explain: a\n  do: a\n  evidence:\n"
	                       "    - { finding: leg_pain, lr_pos: 2, lr_neg: 0.5, lo: 1, hi: 3, sources: [Work01], status: confirmed }\n"
	                       "    - { finding: fever, weight: -0.5, group: g, sources: [Work01], status: consensus }\n"
	                       "  sources: [Work01]\n  leads: [leg_pain]\n" },
	{ "drivers.yaml",
	  "- { id: d, kind: driver, label: a, clinician: a, when: [leg_pain], explain: a, action: a, sources: [Work01] }\n" },
	{ "muscles.yaml", "- { id: multifidus, label: a, clinician: a, depth: deep, levels: [L5], role: a, nerve: a, referral: a,\n"
	                  "    sources: [Work01], states: [{ state: weak, when: [leg_pain], sure: weak, why: a, sources: [Work01] }] }\n" },
	{ "stages.yaml",
	  "- { id: acute, label: a, when: { any: [duration < 6 week] }, why: a, advice: a, from_onset: true, sources: [Work01] }\n" },
	{ "course.yaml", "- { cohort: acute, week: 0, mean: 50, lo: 40, hi: 60, status: confirmed, spread_status: recalled, "
	                 "sources: [Work01] }\n" },
	{ "remedies.yaml", "- { id: walk, label: a, words: [walking], kind: movement, stages: [{ stage: any, verdict: helps, plain: a }],\n"
	                   "    effect_plain: a, how: a, not_if: [fever], sources: [Work01] }\n" },
	{ "claims.yaml", "- { id: W1, topic: what_to_do, says: a, verdict: partly, plain: a, see: [fever, walk], sources: [Work01] }\n" },
	{ "disagreements.yaml",
	  "- { id: 1, question: a, sides: [{ claims: [W1], says: a }], answer: a, sources: [Work01] }\n" },
	{ "screens.yaml", "screens:\n  - { id: unwell, ask: Ill?, covers: [fever, chills], sources: [Work01] }\n"
	                  "shares:\n  - { finding: fever, share: 0.1, status: consensus, sources: [Work01] }\n"
	                  "limits:\n  - { findings: [chills], not_if: [ill], why: a }\n" },
};

#endif
