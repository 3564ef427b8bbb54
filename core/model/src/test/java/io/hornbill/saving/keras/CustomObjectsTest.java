package io.hornbill.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.base.CustomObjects;
import io.hornbill.base.Registry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomObjectsTest {
  private final Registry<String> registry =
      new Registry<String>("word", "Words").addFactory(c -> "library", "known");

  @Test
  void comeBeforeWhatIsRegisteredForTheTimeOfTheAction() {
    String within = CustomObjects.within(Map.of("KNOWN", c -> "own"), () -> registry.get("known"));
    assertThat(within).isEqualTo("own");
    assertThat(registry.get("known")).isEqualTo("library");
  }

  @Test
  void addToThoseOfAnOuterAction() {
    String both =
        CustomObjects.within(
            Map.of("a", c -> "A"),
            () ->
                CustomObjects.within(
                    Map.of("b", c -> "B"), () -> registry.get("a") + registry.get("b")));
    assertThat(both).isEqualTo("AB");
  }

  @Test
  void areForgottenWhenTheActionFails() {
    assertThatThrownBy(
            () ->
                CustomObjects.within(
                    Map.of("a", c -> "A"),
                    () -> {
                      throw new IllegalStateException(registry.get("a"));
                    }))
        .hasMessage("A");
    assertThat(CustomObjects.find("a")).isNull();
    assertThat(registry.contains("a")).isFalse();
  }
}
