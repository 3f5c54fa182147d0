/* A case in JSON: what does not begin as JSON is left to the YAML target. */
#include "case.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return size && (data[0] == '{' || data[0] == '[') ? lbz_case(data, size) : -1;
}
