package io.hornbill.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.base.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CallbackSettingsTest {
  /** A user's own callback with a setting. */
  private static final class Limit extends Callback {
    private static final Setting<Integer> BATCHES = Setting.integer("batches", 10).positive();

    Limit() {
      declare(BATCHES);
    }

    Limit batches(int batches) {
      set(BATCHES, batches);
      return this;
    }

    int batches() {
      return get(BATCHES);
    }
  }

  /** The arguments and defaults of Keras 3.10, but for {@code log_name}, which is ours. */
  @Test
  void areNamedAsTheArgumentsOfKeras() {
    assertThat(new EarlyStopping().config().asMap().toString())
        .isEqualTo(
            "{monitor=val_loss, min_delta=0.0, patience=0, verbose=0, mode=auto, baseline=null,"
                + " restore_best_weights=false, start_from_epoch=0}");
    assertThat(new ReduceLROnPlateau().config().asMap().toString())
        .isEqualTo(
            "{monitor=val_loss, factor=0.1, patience=10, verbose=0, mode=auto, min_delta=1.0E-4,"
                + " cooldown=0, min_lr=0.0, log_name=learning_rate}");
    assertThat(new ModelCheckpoint("m.keras").config().asMap().toString())
        .isEqualTo(
            "{filepath=m.keras, monitor=val_loss, verbose=0, save_best_only=false,"
                + " save_weights_only=false, mode=auto, save_freq=epoch,"
                + " initial_value_threshold=null}");
    assertThat(new TensorBoard().config().asMap().toString())
        .isEqualTo(
            "{log_dir=logs, histogram_freq=0, write_graph=true, write_images=false,"
                + " write_steps_per_second=false, update_freq=epoch, embeddings_freq=0}");
    assertThat(new BackupAndRestore(Path.of("b")).config().asMap().toString())
        .isEqualTo(
            "{backup_dir=b, save_freq=epoch, double_checkpoint=false, delete_checkpoint=true}");
    assertThat(new CSVLogger(Path.of("log.csv")).config().asMap().toString())
        .isEqualTo("{filename=log.csv, separator=,, append=false}");
  }

  @Test
  void areSeenWithWhatTheSettersSet() {
    EarlyStopping callback = new EarlyStopping("acc").minDelta(-0.5).patience(3).baseline(1.0);
    assertThat(callback.config().asMap())
        .containsAllEntriesOf(
            Map.of("monitor", "acc", "min_delta", 0.5, "patience", 3, "baseline", 1.0));
    assertThat(new TensorBoard().updateFreq("batch").config().get("update_freq")).isEqualTo(1);
    assertThat(new BackupAndRestore(Path.of("b")).saveFreq(7).config().get("save_freq"))
        .isEqualTo(7);
    assertThat(new SwapEMAWeights().swapOnEpoch(true))
        .hasToString("SwapEMAWeights" + new Config().with("swap_on_epoch", true));
  }

  @Test
  void refuseWhatIsOutOfRange() {
    Map<Supplier<?>, String> refused =
        Map.of(
            () -> new EarlyStopping().patience(-1),
            "EarlyStopping: patience must be at least 0 and finite. Received: -1.0. Give 0 or more.",
            () -> new EarlyStopping().minDelta(Double.NaN),
            "EarlyStopping: minDelta must be finite. Received: NaN. Give an ordinary number.",
            () -> new ReduceLROnPlateau().factor(1),
            "ReduceLROnPlateau: factor must be in [0.0, 1.0). Received: 1.0. Choose a number in that range.",
            () -> new BackupAndRestore(Path.of("b")).saveFreq(0),
            "BackupAndRestore: saveFreq must be \"epoch\" or a number of batches. Received: \"0\". Choose one.");
    refused.forEach(
        (action, message) ->
            assertThatThrownBy(action::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message));
  }

  @Test
  void placesAndFrequenciesAreReadAsTheyAreWritten() {
    Setting<Path> folder = Callback.path("folder", "logs");
    Setting<Object> every = EveryBatches.setting("every");
    Settings settings = new Settings("Own").declare(folder, every);
    Config config = new Config().with("folder", "a/b").with("every", 7);

    settings.read(config);

    assertThat(settings.get(folder)).isEqualTo(Path.of("a/b"));
    assertThat(settings.get(every)).isEqualTo(7);
    assertThat(settings.write(new Config())).isEqualTo(config);
    assertThatThrownBy(() -> settings.set(every, -1))
        .hasMessage(
            "Own: every must be \"epoch\" or a number of batches. Received: \"-1\". Choose one.");
  }

  @Test
  void ofAUsersOwnCallbackAreLikeOurs() {
    assertThat(new Limit().batches()).isEqualTo(10);
    assertThat(new Limit().batches(3)).hasToString("Limit" + new Config().with("batches", 3));
    assertThatThrownBy(() -> new Limit().batches(0)).hasMessageStartingWith("Limit: batches must");
  }

  @Test
  void needNotBeDeclared() {
    Callback callback = new Callback() {};
    assertThat(callback.settings().declared()).isEmpty();
    assertThat(callback.config().asMap()).isEmpty();
    assertThat(callback.toString()).contains("@");
  }
}
