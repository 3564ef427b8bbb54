package io.hornbill.training.parallel;

import io.hornbill.base.Fault;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts the processes of a training on a machine, and lets them find each other and those on other
 * machines.
 *
 * <pre>{@code
 * java -cp app.jar io.hornbill.training.parallel.Launcher host1:7001,host1:7002,host2:7001 host1 \
 *     java -cp app.jar com.example.Train
 * }</pre>
 *
 * <p>Each process is started with the environment variables {@code HORNBILL_HOSTS} (the list),
 * {@code HORNBILL_RANK} (its place in it) and {@code HORNBILL_SECRET}, and calls {@link
 * #join(Consumer)}. The secret is that of the launcher's own environment; where there is none and
 * all processes are on one machine, a new one is drawn.
 */
public final class Launcher {
  private static final String HOSTS = "HORNBILL_HOSTS";
  private static final String RANK = "HORNBILL_RANK";
  private static final String SECRET = "HORNBILL_SECRET";

  private Launcher() {}

  /**
   * Starts processes, waits for them, and ends with the first status that is not 0.
   *
   * @param arguments the list of {@code host:port}, separated by commas; the host whose processes
   *     are started here; then the command
   * @throws IOException if the command cannot be started
   * @throws InterruptedException if this process is to end
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length <= 2) {
      throw Fault.of("Launcher")
          .expected("there must be a list of host:port, a host and a command")
          .received(List.of(arguments))
          .remedy(
              "Call it as Launcher host1:7001,host2:7001 host1 java -cp app.jar"
                  + " com.example.Train.")
          .argument();
    }
    List<String> hosts = List.of(arguments[0].split(",", -1));
    List<String> command = List.of(arguments).subList(2, arguments.length);
    System.exit(launch(hosts, arguments[1], command));
  }

  /**
   * Starts the processes of a host, and waits for them. When one fails, the others are given time
   * to say why, and are ended.
   *
   * @param hosts {@code host:port} of all processes, in the order of the ranks
   * @param here the host whose processes are started
   * @param command the command of each
   * @return 0, or the first status that is not
   * @throws IOException if the command cannot be started
   * @throws InterruptedException if this process is to end
   */
  public static int launch(List<String> hosts, String here, List<String> command)
      throws IOException, InterruptedException {
    String secret = secret(hosts, here);
    List<Process> processes = new ArrayList<>();
    for (int rank = 0; rank < hosts.size(); rank++) {
      if (SocketRing.address(hosts.get(rank)).getHostString().equals(here)) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.put(HOSTS, String.join(",", hosts));
        environment.put(RANK, Integer.toString(rank));
        environment.put(SECRET, secret);
        processes.add(builder.start());
      }
    }
    if (processes.isEmpty()) {
      throw Fault.of("Launcher")
          .expected("the host must be in the list")
          .received("\"%s\", and the list is %s", here, hosts)
          .remedy("Write it as there.")
          .argument();
    }
    return await(processes);
  }

  private static String secret(List<String> hosts, String here) {
    String given = System.getenv(SECRET);
    if (given != null) {
      return given;
    }
    boolean alone = hosts.stream().allMatch(host -> host.startsWith(here + ":"));
    if (!alone) {
      return "";
    }
    byte[] drawn = new byte[32];
    new SecureRandom().nextBytes(drawn);
    return Base64.getEncoder().encodeToString(drawn);
  }

  private static int await(List<Process> processes) throws InterruptedException {
    int status = 0;
    List<Process> open = new ArrayList<>(processes);
    while (!open.isEmpty() && status == 0) {
      for (Process process : List.copyOf(open)) {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          open.remove(process);
          status = status == 0 ? process.exitValue() : status;
        }
      }
    }
    for (Process process : open) {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    return status;
  }

  /**
   * Joins the ring of the processes that launchers started; alone if there is no launcher.
   *
   * @param options sets deadline, compression and more; the secret is known
   * @return the ring
   * @throws CollectiveException if a neighbour is not there in time
   */
  public static Collective join(Consumer<RingOptions> options) {
    String hosts = System.getenv(HOSTS);
    if (hosts == null) {
      return Collective.alone();
    }
    String secret = String.valueOf(System.getenv(SECRET));
    int rank = Integer.parseInt(String.valueOf(System.getenv(RANK)));
    return SocketRing.join(
        List.of(hosts.split(",", -1)), rank, o -> options.accept(o.secret(secret)));
  }
}
