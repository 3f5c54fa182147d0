# The front door. Meson and Ninja do the work; nobody has to remember a configure step.
#   make            build                      make demo     the main job on a real case
#   make check      build, run every test      make san      the same under ASan and UBSan
#   make bench      figures of this machine    make fuzz     each reader for FUZZ_SECONDS
#   make install    DESTDIR and prefix         make format   lay out the code
#   make ask-table  the interview on published cases, into doc/ask.md
#   make validation, make docs-check           where the project has them
#   make web-check  the HTML report in Chromium; needs npm, and is not part of make check
BUILD ?= build
prefix ?= /usr/local
DESTDIR ?=
FUZZ_SECONDS ?= 20
JOBS ?=

SHELL = /bin/sh
, := ,
ninja = ninja --quiet -C $(1) $(if $(JOBS),-j $(JOBS))
# $(call configure,folder,options): once; Ninja notices later changes by itself
configure = [ -f $(1)/build.ninja ] || meson setup $(1) --prefix=$(prefix) $(2) >$(1).log 2>&1 || \
	{ cat $(1).log; exit 1; }; rm -f $(1).log

.PHONY: all demo check san bench fuzz format install validation docs-check web-check clean second-compiler ask-table

all:
	@tools/setup build
	@$(call configure,$(BUILD))
	@$(call ninja,$(BUILD))

demo: all
	@echo
	$(BUILD)/lumbar assess examples/swimmer.yaml

check:
	@tools/setup build test
	@$(call configure,$(BUILD),-Dtest=enabled)
	@meson configure $(BUILD) -Dtest=enabled
	@$(call ninja,$(BUILD))
	@$(MAKE) --no-print-directory second-compiler
	@meson test -C $(BUILD) --no-rebuild --print-errorlogs || true
	@tools/tally $(BUILD)

# The other compiler reads everything, too; a warning is an error there.
second-compiler:
	@if ! command -v clang >/dev/null; then echo "second compiler: clang is not there, left out"; \
	else $(call configure,build-clang,--native-file tools/clang.ini -Dwerror=true) && \
		$(call ninja,build-clang) || exit 1; fi

san:
	@tools/setup build test
	@$(call configure,build-san,-Dtest=enabled -Db_sanitize=address$(,)undefined -Doptimization=1)
	@$(call ninja,build-san)
	@UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 ASAN_OPTIONS=detect_stack_use_after_return=1 \
		meson test -C build-san --no-rebuild --print-errorlogs -t 5 || true
	@tools/tally build-san

bench:
	@tools/setup build
	@$(call configure,$(BUILD))
	@$(call ninja,$(BUILD))
	@$(BUILD)/bench/bench $(BUILD)/lumbar examples/swimmer.yaml knowledge
	@$(BUILD)/bench/bench-load
	@if [ -x $(BUILD)/bench/bench-body ]; then $(BUILD)/bench/bench-body; fi
	@$(BUILD)/bench/bench-day

fuzz:
	@tools/setup build fuzz
	@$(call configure,build-fuzz,--native-file tools/clang.ini -Dfuzz=true -Dtest=disabled \
		-Db_sanitize=address$(,)undefined -Db_lundef=false)
	@$(call ninja,build-fuzz)
	@test/fuzz/run build-fuzz/test/fuzz $(FUZZ_SECONDS)

format:
	@tools/setup format
	clang-format -i $$(git ls-files '*.c' '*.h')

ask-table: all
	@$(call configure,$(BUILD),-Dtest=enabled)
	@meson configure $(BUILD) -Dtest=enabled
	@$(call ninja,$(BUILD))
	@tools/ask-table $(BUILD)

install: all
	@meson configure $(BUILD) --prefix=$(prefix)
	DESTDIR=$(DESTDIR) meson install -C $(BUILD)

validation docs-check:
	@if [ -x tools/$@ ]; then tools/$@ $(BUILD); else echo "$@: nothing there yet"; fi

# SHOTS=folder keeps what was seen as PNG and PDF
web-check: all
	@cd test/web && { [ -d node_modules/axe-core ] || npm ci --no-audit --no-fund --silent; }
	@node test/web/check.mjs $(BUILD)/lumbar examples/swimmer.yaml examples/desk_child_case.yaml test/report/cases/*.yaml $(if $(SHOTS),--shots $(SHOTS))

clean:
	rm -rf $(BUILD) build-clang build-san build-fuzz
