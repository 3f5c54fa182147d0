/* Version and intended use, said in one place. */
#ifndef LUMBAR_VERSION_H
#define LUMBAR_VERSION_H

#define LB_VERSION "0.1.0"

#define LB_INTENDED_USE                                                                                      \
	"For education, self-management support and research. Not a medical device; it does not replace a "  \
	"clinician. In an emergency call your emergency number."

/* The same in one line, for the head of a report; the whole stands at its foot. */
#define LB_INTENDED_USE_SHORT "For education and self-management support; not a medical device."

#endif
