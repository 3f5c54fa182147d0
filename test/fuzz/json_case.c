/* A case in JSON: what does not begin as JSON is left to the YAML target. What the reader of plain JSON takes, jansson
 * reads as the same tree. */
#include "case.h"
#include "same_tree.h"

static void two_readers(lb_str text)
{
	lb_arena a = { .limit_bytes = (size_t)64 << 20 };
	lbi_doc d = { .file = { "f", 1 }, .text = text, .first_line = 1 };
	const lbi_node *root;
	LBZ_HOLDS(!lbi_json_plain(&root, text, &a));
	if (root)
		LBZ_HOLDS(!lbi_json_jansson(&d, &a, NULL) && lbt_same_tree(root, d.root));
	lb_arena_drop(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size || (data[0] != '{' && data[0] != '['))
		return -1;
	two_readers((lb_str){ (const char *)data, size });
	return lbz_case(data, size);
}
