/* A case in YAML. */
#include "case.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return lbz_case(data, size);
}
