package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real edits, noticed by file events alone, or by polling alone. */
class LiveWatchTest {
    @TempDir
    Path temp;

    private LiveFolder folder;

    @BeforeEach
    void writeRules() throws IOException {
        folder = new LiveFolder(temp.toRealPath().resolve("config")).target(5);
    }

    @Test
    void aFileWrittenInPlace() throws Exception {
        try (LiveRuleSet live = folder.byEvents().watch()) {
            folder.target(7);
            assertThat(folder.nextApplied()).isEqualTo(7);
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(7);
        }
    }

    @Test
    void aFileWrittenBesideAndRenamed() throws Exception {
        try (LiveRuleSet live = folder.byEvents().watch()) {
            for (int minutes = 6; minutes < 10; minutes++) {
                folder.replace("base/sla_rules.yaml", LiveFolder.sla(minutes));
                assertThat(folder.nextApplied()).isEqualTo(minutes);
            }
            assertThat(live.status().version()).isEqualTo(5);
        }
    }

    @Test
    void withoutFileEventsPollingSeesIt() throws Exception {
        try (LiveRuleSet live = folder.byPolling().watch()) {
            folder.target(7);
            assertThat(folder.nextApplied()).isEqualTo(7);
            folder.replace("base/sla_rules.yaml", LiveFolder.sla(8));
            assertThat(folder.nextApplied()).isEqualTo(8);
            assertThat(live.status().version()).isEqualTo(3);
        }
    }

    /** The touch comes first; the version tells that it led to nothing. */
    @Test
    void aTouchIsNoEvent() throws Exception {
        try (LiveRuleSet live = folder.byPolling().watch()) {
            folder.target(5);
            folder.target(7);
            assertThat(folder.nextApplied()).isEqualTo(7);
            assertThat(live.status().version()).isEqualTo(2);
        }
    }

    @Test
    void foldersThatAreMadeLater() throws Exception {
        RuleSetLoader loader = RuleSet.loader().environment("");
        try (LiveRuleSet live = folder.byEvents().loader(loader).watch()) {
            folder.write("local/overrides.yaml", "version: \"1.0\"\nsla_targets: {shell: {target_minutes: 11}}\n");
            assertThat(folder.nextApplied()).isEqualTo(11);
            Files.delete(folder.root.resolve("local/overrides.yaml"));
            assertThat(folder.nextApplied()).isEqualTo(5);
            folder.write("local/overrides.yaml", "version: \"1.0\"\nsla_targets: {shell: {target_minutes: 12}}\n");
            assertThat(folder.nextApplied()).isEqualTo(12);
            assertThat(live.status().version()).isEqualTo(4);
        }
    }

    @Test
    void theFileOfTheEnvironment() throws Exception {
        folder.write("environments/qa.yaml", "version: \"1.0\"\n");
        try (LiveRuleSet live =
                folder.byEvents().loader(RuleSet.loader().environment("qa")).watch()) {
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(5);
            folder.replace("environments/qa.yaml", "version: \"1.0\"\nsla_targets: {shell: {target_minutes: 13}}\n");
            assertThat(folder.nextApplied()).isEqualTo(13);
            Files.delete(folder.root.resolve("environments/qa.yaml"));
            assertThat(LiveFolder.codes(folder.next(ReloadEvent.Refused.class).problems()))
                    .containsExactly("unknown-environment");
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(13);
        }
    }

    @Test
    void theWholeFolderReplaced() throws Exception {
        try (LiveRuleSet live = folder.byEvents().watch()) {
            Path fresh = temp.resolve("fresh");
            new LiveFolder(fresh).target(7);
            Files.move(folder.root, temp.resolve("old"));
            folder.next(ReloadEvent.Refused.class);
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(5);
            Files.move(fresh, folder.root);
            assertThat(folder.nextApplied()).isEqualTo(7);
            folder.target(8);
            assertThat(folder.nextApplied()).isEqualTo(8);
        }
    }

    /** As Kubernetes mounts a ConfigMap on {@code base}: the files are links through a link that is swapped. */
    @Test
    void aMountedVolumeWhoseLinkIsSwapped() throws Exception {
        Path mount = temp.resolve("mounted/base");
        Files.createDirectories(mount);
        version(mount, "..1", 5);
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mount.resolve("sla_rules.yaml"), Path.of("..data", "sla_rules.yaml"));
        LiveFolder mounted = new LiveFolder(mount.getParent());
        try (LiveRuleSet live = mounted.byEvents().watch()) {
            for (int minutes = 6; minutes < 9; minutes++) {
                swap(mount, minutes);
                assertThat(mounted.nextApplied()).isEqualTo(minutes);
            }
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(8);
        }
    }

    /** The same with one ConfigMap for the whole folder: {@code base} itself is a link. */
    @Test
    void aMountedVolumeThatHoldsTheWholeFolder() throws Exception {
        Path mount = Files.createDirectories(temp.resolve("mounted"));
        version(mount.resolve("..1"), "base", 5);
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mount.resolve("base"), Path.of("..data", "base"));
        LiveFolder mounted = new LiveFolder(mount);
        try (LiveRuleSet live = mounted.byEvents().watch()) {
            for (int minutes = 6; minutes < 9; minutes++) {
                version(mount.resolve(".." + minutes), "base", minutes);
                relink(mount, minutes);
                assertThat(mounted.nextApplied()).isEqualTo(minutes);
            }
            assertThat(live.status().version()).isEqualTo(4);
        }
    }

    /** As releases are often laid out: the folder itself is reached through a link, with {@code ..} in it. */
    @Test
    void aLinkAboveTheFolder() throws Exception {
        Path releases = Files.createDirectories(temp.resolve("releases"));
        new LiveFolder(releases.resolve("1/config")).target(5);
        new LiveFolder(releases.resolve("2/config")).target(7);
        Path app = Files.createDirectories(temp.resolve("app"));
        Files.createSymbolicLink(app.resolve("current"), Path.of("../releases/1"));
        LiveFolder linked = new LiveFolder(app.resolve("current/config"));
        try (LiveRuleSet live = linked.byEvents().watch()) {
            release(app, 2);
            assertThat(linked.nextApplied()).isEqualTo(7);
            new LiveFolder(releases.resolve("2/config")).target(9);
            assertThat(linked.nextApplied()).isEqualTo(9);
            assertThat(live.status().version()).isEqualTo(3);
        }
    }

    /** The link is swapped at any moment of the look that finds out what to watch. */
    @Test
    void aLinkIsSwappedWhileItIsFollowed() throws Exception {
        Path app = Files.createDirectories(temp.resolve("app"));
        for (int round = 1; round <= 100; round++) {
            LiveFolder one = new LiveFolder(temp.resolve("releases/" + 2 * round + "/config")).target(5);
            LiveFolder two = new LiveFolder(temp.resolve("releases/" + (2 * round + 1) + "/config")).target(7);
            release(app, 2 * round);
            LiveFolder linked = new LiveFolder(app.resolve("current/config"));
            try (LiveRuleSet live = linked.byEvents().watch()) {
                long start = System.nanoTime();
                while (System.nanoTime() - start < round * 20_000L) {
                    Thread.onSpinWait();
                }
                release(app, 2 * round + 1);
                assertThat(linked.nextApplied()).isEqualTo(7);
                two.replace("base/sla_rules.yaml", LiveFolder.sla(9));
                assertThat(linked.nextApplied()).isEqualTo(9);
                one.target(11);
                assertThat(live.status().version()).isEqualTo(3);
            }
        }
    }

    private static void release(Path app, int number) throws IOException {
        Files.createSymbolicLink(app.resolve("next"), Path.of("../releases/" + number));
        Files.move(app.resolve("next"), app.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aGateIsAskedAgainWhileItRefuses() throws Exception {
        CountDownLatch database = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(3);
        try (LiveRuleSet live = folder.byPolling().watch()) {
            live.gate("database", rules -> {
                asked.countDown();
                if (database.getCount() > 0) {
                    throw new IllegalStateException("connection refused");
                }
                return java.util.List.of();
            });
            folder.target(7);
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            folder.next(ReloadEvent.Refused.class);
            database.countDown();
            assertThat(folder.nextApplied()).isEqualTo(7);
        }
    }

    @Test
    void closingLeavesNoThread() throws Exception {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        LiveRuleSet live = folder.byEvents().watch();
        folder.target(7);
        folder.nextApplied();
        Set<Thread> ours = new HashSet<>(Thread.getAllStackTraces().keySet());
        ours.removeAll(before);
        assertThat(ours).isNotEmpty().allMatch(Thread::isDaemon);
        assertThat(ours).anyMatch(thread -> thread.getName().equals("tenet-live-rules-1"));
        live.close();

        assertThat(ours.stream().filter(thread -> thread.getName().startsWith("tenet")))
                .noneMatch(Thread::isAlive);
        for (Thread thread : ours) {
            thread.join(30_000); // the JDK's own, which ends after its service is closed
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void closingGivesUpAReloadThatIsUnderWay() throws Exception {
        CountDownLatch inGate = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        LiveRuleSet live = folder.byEvents().watch();
        live.gate("slow", rules -> {
            inGate.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return java.util.List.of();
        });
        folder.target(7);
        assertThat(inGate.await(30, TimeUnit.SECONDS)).isTrue();
        live.close();

        assertThat(interrupted.getCount()).isZero();
        assertThat(LiveFolder.minutes(live.current())).isEqualTo(5);
        assertThat(folder.events).isEmpty();
    }

    private static void version(Path parent, String name, int minutes) throws IOException {
        Path data = Files.createDirectories(parent.resolve(name));
        Files.writeString(data.resolve("sla_rules.yaml"), LiveFolder.sla(minutes));
    }

    /** A new folder, the link swapped in one step, the old folder removed. */
    private static void swap(Path mount, int minutes) throws IOException {
        Path old = mount.resolve(Files.readSymbolicLink(mount.resolve("..data")));
        version(mount, ".." + minutes, minutes);
        relink(mount, minutes);
        Files.delete(old.resolve("sla_rules.yaml"));
        Files.delete(old);
    }

    private static void relink(Path mount, int minutes) throws IOException {
        Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(".." + minutes));
        Files.move(mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
