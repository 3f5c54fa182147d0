/* A file that may be a day or a posture. */
#include "case.h"
#include "lumbar/day_load.h"

#define INPUT_BYTES_MAX (64 * 1024)

lb_status lb_load_input_read_file(lb_load_input *out, const lb_knowledge *k, const char *path, lb_arena *a, lb_err *err)
{
	lb_str text, file = lbi_str_z(path);
	lb_load_input in = {.is_day = false};
	lb_status s = lbi_file_read(&text, path, INPUT_BYTES_MAX, a, err);
	lbi_doc doc = {.file = file, .text = text, .first_line = 1};
	s = s ? s : lbi_doc_read(&doc, a, err);
	if (s)
		return s;
	const lbi_node *schema = lbi_node_get(doc.root, "schema");
	in.is_day = doc.root->kind == LBI_LIST || lbi_node_get(doc.root, "activities") ||
		    (schema && schema->kind == LBI_TEXT && lbi_str_is(schema->text, "lumbar.day/1"));
	s = in.is_day ? lbi_read_day(&in.day, k, &doc, doc.root, a, err)
		      : lb_posture_read(&in.posture, &in.state, text, file, a, err);
	if (!s)
		*out = in;
	return s;
}
