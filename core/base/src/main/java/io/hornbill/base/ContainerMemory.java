package io.hornbill.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Linux' control groups, by which containers are limited, leave this process of memory. */
final class ContainerMemory {
  private static final String VERSION_1 = "memory.limit_in_bytes";
  private static final String VERSION_2 = "memory.max";

  private ContainerMemory() {}

  /**
   * Finds the least limit of the process' group and of the groups around it, in the form of either
   * version of control groups.
   *
   * @param root the root of the file system
   * @return the number of bytes; {@link Long#MAX_VALUE} if there is no limit
   */
  static long limit(Path root) {
    long least = Long.MAX_VALUE;
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3); // number, controllers, group
      if (parts.length < 3) {
        continue;
      }
      boolean unified = parts[1].isEmpty();
      if (unified || List.of(parts[1].split(",")).contains("memory")) {
        Path top = root.resolve(unified ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
        least = Math.min(least, around(top, parts[2], unified ? VERSION_2 : VERSION_1));
      }
    }
    return least;
  }

  /** A container may see its own group as the top, so that the written path is not there. */
  private static long around(Path top, String group, String file) {
    Path folder = top.resolve(group.replaceFirst("^/+", "")).normalize();
    long least = Long.MAX_VALUE;
    for (Path at = folder; at != null && at.startsWith(top); at = at.getParent()) {
      least = Math.min(least, number(at.resolve(file)));
    }
    return Math.min(least, number(top.resolve(file)));
  }

  private static long number(Path file) {
    List<String> lines = lines(file);
    String text = lines.isEmpty() ? "max" : lines.get(0).strip();
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  private static List<String> lines(@Nullable Path file) {
    try {
      return file != null && Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException | SecurityException unknown) {
      return List.of(); // then the machine's memory is the limit
    }
  }
}
