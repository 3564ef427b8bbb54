package io.hornbill.benchmarks.reliability;

import io.hornbill.Model;
import io.hornbill.Sequential;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills a training that saves all the time at random moments, looks each time whether the last
 * files are there and load, lets it go on, and compares its end with that of one that was not
 * killed.
 */
public final class Crash {
  private static final int EPOCHS_PER_KILL = 1;
  private static final int LONGEST_MILLIS = 1500;

  private final Path folder;
  private final int kills;
  private final Random random;
  private int whileSaving;

  private Crash(Path folder, int kills, long seed) {
    this.folder = folder;
    this.kills = kills;
    this.random = new Random(seed);
  }

  /**
   * Runs; {@code benchmarks/crash} calls this.
   *
   * @param arguments the number of kills, and an empty folder
   * @throws IOException if the folder cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    new Crash(Path.of(arguments[1]), Integer.parseInt(arguments[0]), seed).run();
  }

  private void run() throws IOException, InterruptedException {
    Path killed = Files.createDirectories(folder.resolve("killed"));
    Path whole = Files.createDirectories(folder.resolve("whole"));
    for (int kill = 1; kill <= kills; kill++) {
      long saved = killAtRandom(killed);
      System.out.printf("kill %2d: %s%n", kill, check(killed, saved));
    }
    finish(killed);
    finish(whole);
    String ours = Files.readString(killed.resolve("result"));
    String theirs = Files.readString(whole.resolve("result"));
    long leftovers;
    try (Stream<Path> files = Files.walk(killed)) {
      leftovers = files.filter(file -> file.toString().endsWith(".tmp")).count();
    }
    boolean same = ours.equals(theirs);
    System.out.printf(
        "CRASH %d kills, %d of them while saving, nothing lost; final weights %s (%s, %s); %d unfinished files left%n",
        kills, whileSaving, same ? "the same" : "DIFFER", ours, theirs, leftovers);
    if (!same) {
      System.exit(1);
    }
  }

  private Process start(Path where, Redirect out) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            System.getProperty("java.class.path"),
            CrashedTraining.class.getName(),
            where.toString(),
            Integer.toString(EPOCHS_PER_KILL * kills));
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).redirectOutput(out).start();
  }

  /** Returns the last update that was announced as saved; -1 if none was. */
  private long killAtRandom(Path where) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process process = start(where, Redirect.to(said.toFile()));
    while (process.isAlive() && Files.size(said) == 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
    process.destroyForcibly(); // kill -9
    process.waitFor();
    List<String> lines = Files.readAllLines(said);
    whileSaving += !lines.isEmpty() && lines.get(lines.size() - 1).startsWith("saving ") ? 1 : 0;
    return lines.stream()
        .filter(line -> line.matches("saved \\d+"))
        .mapToLong(line -> Long.parseLong(line.substring(6)))
        .max()
        .orElse(-1);
  }

  private static String check(Path where, long saved) {
    if (saved < 1) {
      return "nothing was saved yet";
    }
    try (Model model = Model.load(where.resolve("model.keras"));
        Sequential other = CrashedTraining.model()) {
      if (model.iterations() < saved) {
        throw new IllegalStateException(
            "update %d was saved, the file has %d".formatted(saved, model.iterations()));
      }
      other.loadWeights(where.resolve("model.weights.h5"));
      return "update %d was saved, the file has %d".formatted(saved, model.iterations());
    }
  }

  private void finish(Path where) throws IOException, InterruptedException {
    Process process = start(where, Redirect.DISCARD);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("training ended with " + process.exitValue());
    }
  }
}
