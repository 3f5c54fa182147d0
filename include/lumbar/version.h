/* Version and intended use, said in one place. */
#ifndef LUMBAR_VERSION_H
#define LUMBAR_VERSION_H

#define LB_VERSION "0.1.0"

#define LB_INTENDED_USE                                                                                      \
	"For education, self-management support and research. Not a medical device; it does not replace a "  \
	"clinician. In an emergency call your emergency number."

#endif
