package dev.tenet.rules.internal.source;

import dev.tenet.rules.Limits;
import dev.tenet.rules.internal.text.Suggestions;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds and reads the files of a configuration folder: {@code base/*.yaml}, {@code environments/<name>.yaml},
 * {@code local/overrides.yaml}, one level deep. Links are followed; names that start with a dot are left alone, since
 * editors and container mounts put their own things there.
 */
final class ConfigFolder {
    /** The layer of the files in {@code base/}. */
    static final String BASE = "base";

    private static final String SUFFIX = ".yaml";

    private final Path root;
    private final Limits limits;
    private int bytesLeft;
    private final Problems problems;

    ConfigFolder(Path root, Limits limits, Problems problems) {
        this.root = root;
        this.limits = limits;
        this.bytesLeft = limits.bytes();
        this.problems = problems;
    }

    /** The layers in order, lowest first, as far as they could be read. */
    List<List<RawText>> read(Optional<String> environment) {
        List<List<RawText>> layers = new ArrayList<>();
        if (!isFolder(root, "", "a configuration folder", "no-folder")) {
            return layers;
        }
        checkPermissions(root, "");
        layers.add(readBase());
        environment.ifPresent(name -> readEnvironment(name).ifPresent(text -> layers.add(List.of(text))));
        Path local = root.resolve("local");
        if (present(local)) {
            readLocal(local).ifPresent(text -> layers.add(List.of(text)));
        }
        return layers;
    }

    private Optional<RawText> readLocal(Path local) {
        if (!Files.isDirectory(local)) {
            String message = "got something else at " + local + ", want the folder of a developer's own rules";
            problems.error("no-folder", RawText.place("local", "local"), message, "rename or remove it");
            return Optional.empty();
        }
        checkPermissions(local, "local");
        warnOfStrangers(local, "local", "overrides.yaml");
        Path overrides = local.resolve("overrides.yaml");
        return present(overrides) ? readFile("local", "local/overrides.yaml", overrides) : Optional.empty();
    }

    private List<RawText> readBase() {
        List<RawText> texts = new ArrayList<>();
        Path base = root.resolve("base");
        if (!isFolder(base, "base", "the folder of the base rules", "no-base")) {
            return texts;
        }
        checkPermissions(base, "base");
        for (String name : names(base, "base")) {
            if (isRuleFile(name)) {
                readFile(BASE, "base/" + name, base.resolve(name)).ifPresent(texts::add);
            } else {
                warnIfRulesLike(base.resolve(name), "base/" + name);
            }
        }
        if (texts.isEmpty() && problems.sorted().isEmpty()) {
            problems.error(
                    "no-rules",
                    RawText.place("base", "base"),
                    "got no *.yaml file in " + base + ", want at least one",
                    "");
        }
        return texts;
    }

    private Optional<RawText> readEnvironment(String name) {
        Path folder = root.resolve("environments");
        String layer = "environment " + name;
        List<String> known = Files.isDirectory(folder)
                ? names(folder, "environments").stream()
                        .filter(ConfigFolder::isRuleFile)
                        .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                        .toList()
                : List.of();
        if (!known.contains(name)) {
            String hint = Suggestions.closest(name, known)
                    .map(best -> "did you mean \"" + best + "\"?")
                    .orElse(known.isEmpty() ? "there is none" : "there are " + String.join(", ", known));
            String message = "got the environment \"" + name + "\", want one that has a file in environments/";
            problems.error("unknown-environment", RawText.place(layer, "environments"), message, hint);
            return Optional.empty();
        }
        checkPermissions(folder, "environments");
        return readFile(layer, "environments/" + name + SUFFIX, folder.resolve(name + SUFFIX));
    }

    private Optional<RawText> readFile(String layer, String file, Path path) {
        Place whole = RawText.place(layer, file);
        try {
            if (!Files.isRegularFile(path)) {
                String found = Files.isDirectory(path.toRealPath()) ? "a folder" : "no ordinary file";
                problems.error("not-a-file", whole, "got " + found + ", want a file", "rename or remove it");
                return Optional.empty();
            }
            checkPermissions(path, file);
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(bytesLeft + 1);
                if (bytes.length > bytesLeft) {
                    String message = "with this file the rules have more than " + limits.bytes() + " bytes";
                    problems.error("too-large", whole, message, "take rules out, or raise the limit");
                    return Optional.empty();
                }
                bytesLeft -= bytes.length;
                return Optional.of(new RawText(layer, file, ByteBuffer.wrap(bytes)));
            }
        } catch (IOException e) {
            problems.error("unreadable-file", whole, "cannot read it: " + reason(e), "");
            return Optional.empty();
        }
    }

    private boolean isFolder(Path path, String file, String what, String code) {
        if (Files.isDirectory(path)) {
            return true;
        }
        String found = present(path) ? "something else" : "nothing";
        SourceText source = new SourceText("base", file.isEmpty() ? path.toString() : file, "");
        String hint = file.isEmpty() || !hasRuleFiles()
                ? "check the path"
                : "move the *.yaml files into " + root.resolve("base");
        problems.error(code, Place.whole(source), "got " + found + " at " + path + ", want " + what, hint);
        return false;
    }

    private boolean hasRuleFiles() {
        return names(root, "").stream().anyMatch(ConfigFolder::isRuleFile);
    }

    /** There, be it a link that leads nowhere. */
    private static boolean present(Path path) {
        return Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isRuleFile(String name) {
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }

    private void warnOfStrangers(Path folder, String file, String expected) {
        for (String name : names(folder, file)) {
            if (!name.equals(expected)) {
                warnIfRulesLike(folder.resolve(name), file + "/" + name);
            }
        }
    }

    /** A file that its author may take for rules is not left out in silence. */
    private void warnIfRulesLike(Path path, String file) {
        if (file.contains("/.")) {
            return;
        }
        String lower = file.toLowerCase(Locale.ROOT);
        Place whole = RawText.place("base", file);
        if (Files.isDirectory(path)) {
            problems.warning("ignored-file", whole, "this folder is not read", "move its files up");
        } else if (lower.endsWith(".yml") || lower.endsWith(SUFFIX)) {
            String hint = "rules stand in base/*.yaml, environments/<name>.yaml and local/overrides.yaml";
            problems.warning("ignored-file", whole, "this file is not read", hint);
        }
    }

    private List<String> names(Path folder, String file) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                names.add(child.getFileName().toString());
                if (names.size() > limits.files()) {
                    String message = "got more than " + limits.files() + " files";
                    problems.error("too-many-files", RawText.place("base", file), message, "");
                    break;
                }
            }
        } catch (IOException e) {
            problems.error("unreadable-file", RawText.place("base", file), "cannot list it: " + reason(e), "");
        } catch (DirectoryIteratorException e) {
            String message = "cannot list it: " + e.getCause();
            problems.error("unreadable-file", RawText.place("base", file), message, "");
        }
        names.sort(null);
        return names;
    }

    private void checkPermissions(Path path, String file) {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view == null) {
                return;
            }
            PosixFileAttributes attributes = view.readAttributes();
            if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
                String what = attributes.isDirectory() ? "folder" : "file";
                Place place = RawText.place("base", file.isEmpty() ? root.toString() : file);
                problems.warning(
                        "world-writable", place, "anybody may write this " + what, "take the right away: chmod o-w");
            }
        } catch (IOException e) {
            problems.error(
                    "unreadable-file", RawText.place("base", file), "cannot read its permissions: " + reason(e), "");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "the link leads to nothing";
        }
        return e instanceof FileSystemException fs && fs.getReason() != null
                ? fs.getReason()
                : String.valueOf(e.getMessage());
    }
}
