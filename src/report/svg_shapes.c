/* Points of the drawn body. */
#include "svg_shapes.h"

#include "base.h"

#define SHAPE(...)                                                                                                     \
	{                                                                                                              \
		(const lbi_pt[]){__VA_ARGS__}, sizeof((const lbi_pt[]){__VA_ARGS__}) / sizeof(lbi_pt)                  \
	}

const lbi_shape lbi_outline = SHAPE(
	/* head, neck, shoulder */
	{0, 0}, {24, 4}, {39, 22}, {42, 46}, {46, 52}, {44, 68}, {39, 74}, {34, 90}, {26, 102}, {26, 120}, {33, 132},
	{54, 142}, {80, 150}, {98, 163},
	/* outer arm, hand */
	{108, 184}, {112, 212}, {116, 254}, {122, 300}, {131, 342}, {136, 388}, {143, 412}, {146, 440}, {141, 466},
	{132, 472}, {126, 452}, {121, 436}, {120, 412}, {119, 390},
	/* inner arm, armpit */
	{110, 346}, {100, 302}, {93, 258}, {86, 222}, {81, 208},
	/* trunk, hip */
	{77, 226}, {74, 256}, {69, 290}, {66, 316}, {70, 346}, {78, 380}, {84, 416}, {85, 452},
	/* outer leg, foot */
	{80, 504}, {71, 556}, {61, 596}, {59, 622}, {63, 656}, {59, 700}, {49, 742}, {46, 764}, {54, 784}, {57, 796},
	{40, 801}, {23, 797},
	/* inner leg */
	{24, 768}, {26, 744}, {21, 700}, {15, 656}, {19, 622}, {18, 592}, {13, 550}, {8, 500}, {4, 456}, {0, 438});

const lbi_shape lbi_landmarks[2] = {
	/* spine, shoulder blade, dimple, fold of the buttock, back of the knee */
	[LBI_BACK] = SHAPE({0, 132}, {0, 384}, {24, 176}, {30, 238}, {30, 238}, {56, 196}, {0, 392}, {0, 436}, {8, 462},
			   {44, 470}, {26, 602}, {52, 602}),
	/* collarbone, midline, hip crest, groin, knee */
	[LBI_FRONT] = SHAPE({8, 156}, {66, 150}, {0, 204}, {0, 318}, {0, 334}, {0, 404}, {62, 384}, {10, 430},
			    {26, 608}, {52, 608}),
};

const lbi_area lbi_areas[] = {
	{"band_pain", LBI_AREA_PAIN, LBI_BACK, true, SHAPE({0, 240}, {58, 240}, {72, 252}, {66, 276}, {0, 272}), false},
	{"band_pain", LBI_AREA_PAIN, LBI_FRONT, true, SHAPE({0, 240}, {58, 240}, {72, 252}, {66, 276}, {0, 272}),
	 false},
	{"thoracic_pain", LBI_AREA_PAIN, LBI_BACK, true, SHAPE({0, 182}, {34, 184}, {42, 220}, {32, 254}, {0, 258}),
	 false},
	{"thoracolumbar_pain", LBI_AREA_PAIN, LBI_BACK, false,
	 SHAPE({4, 264}, {48, 266}, {54, 284}, {44, 300}, {4, 300}), false},
	{"midline_pain", LBI_AREA_PAIN, LBI_BACK, true, SHAPE({0, 280}, {8, 286}, {9, 340}, {7, 376}, {0, 384}), false},
	{"beside_spine_pain", LBI_AREA_PAIN, LBI_BACK, false,
	 SHAPE({10, 274}, {24, 264}, {34, 300}, {32, 350}, {22, 374}, {10, 360}), false},
	{"across_back", LBI_AREA_PAIN, LBI_BACK, true, SHAPE({0, 322}, {52, 322}, {62, 340}, {52, 360}, {0, 362}),
	 false},
	{"flank_pain", LBI_AREA_PAIN, LBI_BACK, false,
	 SHAPE({46, 292}, {64, 298}, {62, 318}, {66, 346}, {52, 350}, {44, 322}), false},
	{"sacroiliac_pain", LBI_AREA_PAIN, LBI_BACK, false,
	 SHAPE({10, 372}, {24, 364}, {34, 380}, {26, 400}, {12, 402}), false},
	{"hip_pain", LBI_AREA_PAIN, LBI_BACK, false,
	 SHAPE({66, 396}, {80, 406}, {83, 440}, {77, 464}, {65, 450}, {61, 420}), false},
	{"hip_pain", LBI_AREA_PAIN, LBI_FRONT, false,
	 SHAPE({66, 396}, {80, 406}, {83, 440}, {77, 464}, {65, 450}, {61, 420}), false},
	{"chest_pain", LBI_AREA_PAIN, LBI_FRONT, true,
	 SHAPE({0, 176}, {50, 172}, {66, 198}, {58, 230}, {30, 236}, {0, 228}), false},
	{"abdominal_pain", LBI_AREA_PAIN, LBI_FRONT, true,
	 SHAPE({0, 290}, {36, 288}, {46, 320}, {42, 360}, {20, 386}, {0, 386}), false},
	{"groin_pain", LBI_AREA_PAIN, LBI_FRONT, false,
	 SHAPE({12, 422}, {32, 404}, {52, 390}, {58, 400}, {40, 424}, {18, 440}), false},
	{"pubic_pain", LBI_AREA_PAIN, LBI_FRONT, true, SHAPE({0, 408}, {16, 410}, {18, 424}, {8, 434}, {0, 435}),
	 false},
	{"buttock_pain", LBI_AREA_SPREAD, LBI_BACK, false,
	 SHAPE({14, 392}, {46, 380}, {72, 400}, {78, 430}, {62, 456}, {30, 460}, {10, 440}), false},
	{"buttock_pain_bilateral", LBI_AREA_SPREAD, LBI_BACK, true,
	 SHAPE({14, 392}, {46, 380}, {72, 400}, {78, 430}, {62, 456}, {30, 460}, {10, 440}), false},
	{"leg_pain", LBI_AREA_SPREAD, LBI_BACK, false,
	 SHAPE({14, 468}, {44, 474}, {77, 464}, {72, 512}, {60, 570}, {44, 588}, {27, 574}, {17, 520}), true},
	{"leg_pain_above_knee", LBI_AREA_SPREAD, LBI_BACK, false,
	 SHAPE({14, 468}, {44, 474}, {77, 464}, {72, 512}, {60, 570}, {44, 588}, {27, 574}, {17, 520}), false},
	{"neurogenic_claudication", LBI_AREA_SPREAD, LBI_BACK, true,
	 SHAPE({14, 468}, {44, 474}, {77, 464}, {72, 512}, {60, 570}, {44, 588}, {27, 574}, {17, 520}), false},
	{"leg_pain_below_knee", LBI_AREA_SPREAD, LBI_BACK, false,
	 SHAPE({24, 608}, {42, 604}, {56, 620}, {58, 658}, {52, 702}, {42, 738}, {31, 738}, {27, 702}, {21, 656}),
	 false},
	{"leg_pain_s1", LBI_AREA_SPREAD, LBI_BACK, false,
	 SHAPE({32, 466}, {56, 468}, {54, 530}, {46, 600}, {52, 660}, {46, 740}, {52, 784}, {42, 796}, {32, 776},
	       {32, 730}, {28, 660}, {30, 600}, {30, 530}),
	 false},
	{"leg_pain_l5", LBI_AREA_SPREAD, LBI_FRONT, false,
	 SHAPE({64, 450}, {80, 456}, {76, 520}, {60, 596}, {59, 660}, {46, 746}, {44, 790}, {28, 794}, {30, 772},
	       {40, 740}, {46, 660}, {48, 600}, {62, 520}),
	 false},
	{"leg_pain_anterior_thigh", LBI_AREA_SPREAD, LBI_FRONT, false,
	 SHAPE({16, 454}, {48, 432}, {74, 452}, {72, 512}, {60, 574}, {40, 588}, {24, 572}, {17, 512}), false},
	{"saddle_numbness", LBI_AREA_NUMB, LBI_BACK, true,
	 SHAPE({0, 420}, {16, 430}, {26, 456}, {18, 490}, {9, 496}, {5, 458}, {0, 442}), false},
	{"leg_numbness", LBI_AREA_NUMB, LBI_FRONT, false,
	 SHAPE({24, 614}, {52, 612}, {60, 656}, {56, 702}, {46, 744}, {44, 790}, {28, 792}, {29, 744}, {25, 702},
	       {19, 656}),
	 true},
	{"leg_tingling", LBI_AREA_NUMB, LBI_FRONT, false,
	 SHAPE({24, 614}, {52, 612}, {60, 656}, {56, 702}, {46, 744}, {44, 790}, {28, 792}, {29, 744}, {25, 702},
	       {19, 656}),
	 true},
};
const size_t lbi_area_count = LBI_COUNT(lbi_areas);

/* The surface first, so that what lies deep is drawn on top. */
const lbi_muscle_shape lbi_muscle_shapes[] = {
	{"latissimus",
	 LBI_BACK,
	 {64, 256},
	 SHAPE({8, 268}, {30, 228}, {60, 210}, {78, 216}, {73, 256}, {62, 300}, {40, 338}, {14, 360}, {12, 310})},
	{"rhomboids", LBI_BACK, {22, 182}, SHAPE({5, 156}, {30, 172}, {36, 208}, {20, 206}, {6, 192})},
	{"gluteus_maximus",
	 LBI_BACK,
	 {44, 436},
	 SHAPE({10, 388}, {38, 384}, {66, 404}, {80, 436}, {68, 460}, {36, 464}, {10, 444})},
	{"hamstrings",
	 LBI_BACK,
	 {44, 520},
	 SHAPE({15, 470}, {42, 474}, {74, 466}, {71, 512}, {62, 564}, {54, 586}, {44, 578}, {30, 586}, {20, 566},
	       {16, 516})},
	{"gluteus_medius",
	 LBI_BACK,
	 {66, 384},
	 SHAPE({38, 364}, {66, 364}, {77, 388}, {81, 418}, {64, 400}, {44, 380})},
	{"gluteus_minimus", LBI_BACK, {70, 404}, SHAPE({48, 386}, {64, 386}, {77, 404}, {77, 420}, {58, 406})},
	{"piriformis", LBI_BACK, {40, 408}, SHAPE({10, 396}, {34, 398}, {66, 420}, {68, 432}, {32, 418}, {10, 412})},
	{"iliocostalis",
	 LBI_BACK,
	 {40, 288},
	 SHAPE({30, 196}, {40, 204}, {46, 250}, {45, 310}, {40, 358}, {31, 362}, {32, 290})},
	{"longissimus",
	 LBI_BACK,
	 {24, 234},
	 SHAPE({14, 188}, {24, 196}, {29, 256}, {30, 330}, {26, 364}, {18, 360}, {16, 290})},
	{"quadratus_lumborum",
	 LBI_BACK,
	 {54, 320},
	 SHAPE({44, 282}, {56, 286}, {57, 320}, {64, 346}, {44, 352}, {46, 318})},
	{"multifidus", LBI_BACK, {12, 344}, SHAPE({4, 270}, {11, 268}, {14, 316}, {22, 372}, {13, 394}, {4, 380})},
	{"rectus", LBI_FRONT, {16, 288}, SHAPE({3, 232}, {24, 236}, {29, 300}, {25, 368}, {10, 412}, {3, 408})},
	{"obliques", LBI_FRONT, {56, 290}, SHAPE({44, 254}, {70, 262}, {64, 316}, {71, 356}, {56, 374}, {44, 330})},
	{"transversus", LBI_FRONT, {34, 342}, SHAPE({4, 322}, {40, 316}, {62, 322}, {67, 346}, {48, 366}, {4, 374})},
	{"hip_flexors",
	 LBI_FRONT,
	 {56, 440},
	 SHAPE({42, 384}, {66, 378}, {72, 410}, {66, 460}, {54, 500}, {42, 476}, {40, 430})},
	{"psoas",
	 LBI_FRONT,
	 {28, 374},
	 SHAPE({8, 284}, {18, 286}, {27, 330}, {38, 376}, {41, 410}, {33, 420}, {27, 388}, {14, 340})},
};
const size_t lbi_muscle_shape_count = LBI_COUNT(lbi_muscle_shapes);
