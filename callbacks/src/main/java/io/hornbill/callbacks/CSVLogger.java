package io.hornbill.callbacks;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what every epoch came to to a file of comma-separated values: the epoch, then the logs'
 * names in alphabetical order; {@code NA} for what an epoch does not have. Lines end in CR LF, as
 * Keras' do.
 *
 * <pre>{@code
 * model.fit(x, y, f -> f.epochs(20).callbacks(new CSVLogger(Path.of("training.csv"))));
 * }</pre>
 */
public final class CSVLogger extends FluentCallback<CSVLogger> {
  private static final String LINE_END = "\r\n";
  private static final Setting<Path> FILENAME = path("filename", "").required();
  private static final Setting<String> SEPARATOR = Setting.string("separator", ",");
  private static final Setting<Boolean> APPEND = Setting.flag("append", false);

  private boolean headed;
  private List<String> names = List.of();
  private @Nullable BufferedWriter writer;

  /**
   * Writes to a file.
   *
   * @param file the file's name
   */
  public CSVLogger(String file) {
    this(Path.of(file));
  }

  /**
   * Writes to a file.
   *
   * @param file the file, replaced unless {@link #append} says otherwise
   */
  public CSVLogger(Path file) {
    declare(FILENAME, SEPARATOR, APPEND);
    set(FILENAME, file);
  }

  /**
   * Sets what is between two values.
   *
   * @param separator a comma by default
   */
  public CSVLogger separator(String separator) {
    return with(SEPARATOR, separator);
  }

  /**
   * Sets whether to go on at the end of a file that is there, as for a training that goes on.
   *
   * @param append false, to begin a new file, by default
   */
  public CSVLogger append(boolean append) {
    return with(APPEND, append);
  }

  @Override
  public void onTrainBegin(Logs logs) {
    Path file = get(FILENAME);
    boolean append = get(APPEND);
    try {
      headed = append && Files.exists(file) && Files.size(file) > 0;
      names = List.of();
      writer =
          Files.newBufferedWriter(
              file,
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    BufferedWriter out = writer;
    if (out == null) {
      return;
    }
    try {
      if (names.isEmpty()) {
        names = columns(logs);
        if (!headed) {
          List<String> header = new ArrayList<>(names);
          header.add(0, "epoch");
          line(out, header);
        }
      }
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(epoch));
      for (String name : names) {
        Double value = logs.find(name);
        row.add(value == null ? "NA" : Double.toString(value));
      }
      line(out, row);
      out.flush();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Where the first epoch was not validated, there are columns for those that will be. */
  private static List<String> columns(Logs logs) {
    List<String> columns = new ArrayList<>(logs.keySet().stream().sorted().toList());
    if (columns.stream().noneMatch(name -> name.startsWith("val_"))) {
      columns.addAll(columns.stream().map(name -> "val_" + name).toList());
    }
    return columns;
  }

  private void line(BufferedWriter out, List<String> values) throws IOException {
    out.write(String.join(get(SEPARATOR), values.stream().map(this::quoted).toList()));
    out.write(LINE_END);
  }

  private String quoted(String value) {
    return value.contains(get(SEPARATOR)) || value.contains("\"") || value.contains("\n")
        ? "\"" + value.replace("\"", "\"\"") + "\""
        : value;
  }

  @Override
  public void onTrainEnd(Logs logs) {
    BufferedWriter out = writer;
    writer = null;
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
  }

  private UncheckedIOException unwritable(IOException e) {
    return Fault.of("CSVLogger")
        .expected("the file must be writable")
        .received("%s (%s)", get(FILENAME).toAbsolutePath(), e)
        .remedy("Check that its folder exists and that the disk has room.")
        .as(UncheckedIOException::new, e);
  }
}
