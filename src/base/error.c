/* The status list and the filling of lb_err. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base.h"

static const struct {
	const char *name, *text;
	int exit_code, http;
} statuses[] = {
#define X(name, exit_code, http, text) { #name, text, exit_code, http },
	LB_STATUS_LIST(X)
#undef X
};

static bool is_status(lb_status s)
{
	return (unsigned)s < LB_STATUS_COUNT;
}

const char *lb_status_name(lb_status s)
{
	return is_status(s) ? statuses[s].name : "?";
}

const char *lb_status_text(lb_status s)
{
	return is_status(s) ? statuses[s].text : "not a status";
}

int lb_status_exit(lb_status s)
{
	return is_status(s) ? statuses[s].exit_code : 1;
}

int lb_status_http(lb_status s)
{
	return is_status(s) ? statuses[s].http : 500;
}

lb_status lbi_fail(lb_err *err, lb_status s, const char *where, const char *fmt, ...)
{
	if (!err || err->status != LB_OK)
		return s;
	err->status = s;
	err->where[0] = '\0';
	if (where)
		snprintf(err->where, sizeof err->where, "%s", where);
	va_list args;
	va_start(args, fmt);
	vsnprintf(err->what, sizeof err->what, fmt, args);
	va_end(args);
	return s;
}

lb_status lbi_fail_where(lb_err *err, lb_status s, const char *fmt, ...)
{
	if (!err || s == LB_OK)
		return s;
	if (!err->where[0]) {
		va_list args;
		va_start(args, fmt);
		vsnprintf(err->where, sizeof err->where, fmt, args);
		va_end(args);
	}
	return s;
}
