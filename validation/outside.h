/* Measurements in living people that nothing here was fitted to, written down before the model was first run on them.
 *
 * Each row is a ratio between tasks, since ratios are what the model promises:
 *
 *     100 * (task - task_base) / (other - other_base)
 *
 * of the force at one joint. A base that is left out is nothing taken off. `low` and `high` are what was measured; they
 * are the same where one figure was given, and `high` 0 is open upwards. Postures are posture files. Whatever the
 * abstract does not tell of a posture is an assumption, and `posture` says which.
 *
 * How they were read: all in the papers' abstracts, none in the full paper.
 *
 * An implant: a vertebral body replacement that measures the force on it, in five people (66, 72, 64, 60, 63 kg; 62 to
 * 71 years; orthoload.com), four at L1 and one at L3. The spine was fused behind as well, so the implant carries a
 * share only and the share may change with the task; standing is low (about 120 N), and a percentage of it is higher
 * than in a disc.
 *
 * sitting2011: Rohlmann A et al. Parameters affecting spinal loads during sitting. Spine J Meeting Abstracts, October
 * 2011.
 *
 * flexion2015: Dreischarf M et al. In vivo implant forces acting on a vertebral body replacement during upper body
 * flexion. J Biomech 2015. doi:10.1016/j.jbiomech.2015.01.007
 *
 * lifting2016: Dreischarf M et al. In vivo loads on a vertebral body replacement during different lifting techniques. J
 * Biomech 2016;49:890-895
 *
 * carrying2014: Rohlmann A et al. How does the way a weight is carried affect spinal loads? Ergonomics 2014;57:262-270.
 * doi:10.1080/00140139.2014.887789
 *
 * A disc: the pressure in four people.
 *
 * andersson1977: Andersson GB, Ortengren R, Nachemson A. Intradiskal pressure, intra-abdominal pressure and myoelectric
 * back muscle activity related to posture and loading. Clin Orthop 1977
 *
 * Trunk inclination is split between the spine and the hips as at flexion-relaxation (kippers1984: vertebrae 48, hips
 * 40 degrees): 0.55 to the spine. Sitting is that of endo2012, as the row sit_unsupported of the posture table.
 *
 * Read and not posed: 10 kg in a backpack adds 35 N (carrying2014: the model has no load on the back); a weight lifted
 * beside the body gives 14 % less than in front (lifting2016: no posture given); rising from a chair 380 % of standing,
 * with armrests 180 % (Rohlmann 2012, doi:10.1016/j.clinbiomech.2012.04.006: movement); a hand on the wash basin saves
 * 30 % (Rohlmann 2014, doi:10.17352/2455-5487.000005: force on the hand not given); bending and turning 500 % of
 * standing (Nachemson 1981: neither angles nor load given). Nachemson's sitting and lying were known when the model was
 * made, and so are not from outside. */
#ifndef VALIDATION_OUTSIDE_H
#define VALIDATION_OUTSIDE_H

enum { OUTSIDE_L3_4 = 2, OUTSIDE_L1_2 = 4 }; /* joints as in lb_load */

typedef struct {
	const char *label;
	const char *task, *task_base, *other, *other_base; /* posture files; NULL: nothing taken off */
	int joint;
	double low, high; /* percent */
	const char *source, *said, *posture;
} outside_row;

#define STAND                         "like: stand\n"
#define STAND_BENT(spine, hips, load) "flex: " #spine " deg\npelvis_tilt: " #hips " deg\nload: " #load "\n"
#define STOOL                         "flex: 16.6 deg\npelvis_tilt: -18.5 deg\n"
#define STOOL_BENT(spine, hips)       "flex: " #spine " deg\npelvis_tilt: " #hips " deg\n"

static const outside_row outside_rows[] = {
	{.label = "sitting and leaning back, of sitting on a stool",
	 .task = STOOL "supported: yes\nbackrest: yes\n",
	 .other = STOOL,
	 .joint = OUTSIDE_L1_2,
	 .low = 64,
	 .high = 64,
	 .source = "sitting2011",
	 .said = "36 % less",
	 .posture = "the same bend, arms hanging; recline not given"},
	{.label = "sitting with the arms on the thighs, of arms hanging",
	 .task = STOOL "arms: { upper: 20 deg, fore: 50 deg }\narm_support: 100 %\n",
	 .other = STOOL,
	 .joint = OUTSIDE_L1_2,
	 .low = 81,
	 .high = 81,
	 .source = "sitting2011",
	 .said = "19 % less",
	 .posture = "the thighs carry the arms wholly"},
	{.label = "sitting and leaning 15 degrees forward, of sitting on a stool",
	 .task = STOOL_BENT(24.85, -11.75),
	 .other = STOOL,
	 .joint = OUTSIDE_L1_2,
	 .low = 120,
	 .high = 120,
	 .source = "sitting2011",
	 .said = "20 % more",
	 .posture = "arms hanging"},
	{.label = "standing bent 53 degrees, of standing",
	 .task = STAND_BENT(29.15, 23.85, 0 N),
	 .other = STAND,
	 .joint = OUTSIDE_L1_2,
	 .low = 375,
	 .high = 375,
	 .source = "flexion2015",
	 .said = "about 450 N, of these 330 N from bending",
	 .posture = "inclination given; arms hanging"},
	{.label = "standing bent 53 degrees, of bent 33 degrees",
	 .task = STAND_BENT(29.15, 23.85, 0 N),
	 .other = STAND_BENT(18.15, 14.85, 0 N),
	 .joint = OUTSIDE_L1_2,
	 .low = 100,
	 .high = 100,
	 .source = "flexion2015",
	 .said = "a plateau; hardly any change",
	 .posture = "inclinations given; arms hanging"},
	{.label = "what bending 53 degrees adds in sitting, of what it adds in standing",
	 .task = STOOL_BENT(45.75, 5.35),
	 .task_base = STOOL,
	 .other = STAND_BENT(29.15, 23.85, 0 N),
	 .other_base = STAND,
	 .joint = OUTSIDE_L1_2,
	 .low = 61,
	 .high = 61,
	 .source = "flexion2015",
	 .said = "about 200 N against 330 N",
	 .posture = "inclination in sitting taken as in standing; arms hanging"},
	{.label = "lifting with bent knees, of lifting with a bent back",
	 .task = STAND_BENT(21.45, 17.55, 10 kg),
	 .other = STAND_BENT(28.6, 23.4, 10 kg),
	 .joint = OUTSIDE_L1_2,
	 .low = 96,
	 .high = 104,
	 .source = "lifting2016",
	 .said = "4 % apart",
	 .posture = "inclinations 39 and 52 given; 10 kg and arms hanging assumed; held, not lifted"},
	{.label = "what 10 kg in front adds, of 5 kg in each hand at the sides",
	 .task = "arms: { upper: 0 deg, fore: 90 deg }\nload: 10 kg\n",
	 .task_base = STAND,
	 .other = "load: 10 kg\n",
	 .other_base = STAND,
	 .joint = OUTSIDE_L1_2,
	 .low = 200,
	 .high = 0,
	 .source = "carrying2014",
	 .said = "more than twice",
	 .posture = "elbows at 90 degrees assumed"},
	{.label = "what 10 kg in front adds, of 10 kg in the right hand",
	 .task = "arms: { upper: 0 deg, fore: 90 deg }\nload: 10 kg\n",
	 .task_base = STAND,
	 .other = "load: { right: 10 kg }\n",
	 .other_base = STAND,
	 .joint = OUTSIDE_L1_2,
	 .low = 200,
	 .high = 0,
	 .source = "carrying2014",
	 .said = "more than twice",
	 .posture = "elbows at 90 degrees assumed; upright with the weight on one side"},
	{.label = "what 150 N add at 30 degrees, of what 300 N add",
	 .task = STAND_BENT(16.5, 13.5, 150 N),
	 .task_base = STAND_BENT(16.5, 13.5, 0 N),
	 .other = STAND_BENT(16.5, 13.5, 300 N),
	 .other_base = STAND_BENT(16.5, 13.5, 0 N),
	 .joint = OUTSIDE_L3_4,
	 .low = 50,
	 .high = 50,
	 .source = "andersson1977",
	 .said = "linear in the load",
	 .posture = "30 degrees and the loads given; in hanging hands, and the level, assumed"},
	{.label = "what 20 degrees add with 200 N, of what 40 degrees add",
	 .task = STAND_BENT(11, 9, 200 N),
	 .task_base = STAND_BENT(0, 0, 200 N),
	 .other = STAND_BENT(22, 18, 200 N),
	 .other_base = STAND_BENT(0, 0, 200 N),
	 .joint = OUTSIDE_L3_4,
	 .low = 50,
	 .high = 50,
	 .source = "andersson1977",
	 .said = "linear in the angle, five angles",
	 .posture = "200 N given; which angles, hanging hands and the level assumed"},
};

#endif
