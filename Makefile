# Each target is a thin line over Maven. Alone, make prints them.
MAVEN = JAVA_HOME=$$(./mortise java-home) MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow $$MAVEN_OPTS" mvn -B -q -Dstyle.color=never
SOURCES = $(shell find pom.xml runtime/pom.xml runtime/src/main server/pom.xml server/src/main ui -type f \
  -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/target/*' 2>/dev/null)

.PHONY: help run build dev check test soak bench pictures fmt clean

help:
	@echo "make run     build what is missing and start Mortise on http://localhost:7420, with a service to practise on"
	@echo "make check   unit tests and the quick HTTP tests, for daily work"
	@echo "make test    everything that has to hold, in one summary"
	@echo "make soak    the long forms of the hard tests"
	@echo "make build   build the server jar"
	@echo "make dev     start the UI's development server against a running Mortise"
	@echo "make bench   measure; see bench/README.md"
	@echo "make pictures make the pictures of the documentation, and one of every screen to look at"
	@echo "make fmt     format the code"

run: target/.built
	@MORTISE_PRACTICE=true exec ./mortise serve

build: target/.built

target/.built: $(SOURCES)
	@echo "Building Mortise (some minutes the first time)"
	@$(MAVEN) -pl runtime,ui,server -DskipTests -Dmdep.analyze.skip=true package
	@rm -rf server/target/app && $$(./mortise java-home)/bin/java -Djarmode=tools \
	  -jar server/target/mortise-server-*-app.jar extract --destination server/target/app
	@mkdir -p target
	@./mortise prime >target/prime.log 2>&1 || echo "The start could not be recorded; Mortise will start, only slower."
	@touch $@

dev:
	@cd ui && npm run dev

check:
	@./.ci/verify -Pcheck verify

test:
	@./.ci/browser
	@./.ci/verify spotless:check verify

soak:
	@./.ci/browser
	@./.ci/verify -Psoak verify

bench: target/.built
	@$(MAVEN) -pl bench -am -DskipTests -Dmdep.analyze.skip=true package
	@JAVA_HOME=$$(./mortise java-home) ./bench/run

pictures:
	@./.ci/browser
	@$(MAVEN) -pl runtime,ui,server -Dmdep.analyze.skip=true -DskipUiTests=true -Dtest=NONE \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ScreenshotsIT -Dfailsafe.failIfNoSpecifiedTests=false \
	  -Dtest.groups=screenshots -Dtest.excludedGroups=none verify

fmt:
	@$(MAVEN) spotless:apply

clean:
	@$(MAVEN) clean && rm -rf target ui/dist
