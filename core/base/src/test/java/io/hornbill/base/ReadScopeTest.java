package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReadScopeTest {
  private final ReadScope scope = new ReadScope(Map.of("Scale", config -> config.number("x", 1)));

  @Test
  void findsPartsOfTheFileWithoutCase() {
    assertThat(Objects.requireNonNull(scope.factory("SCALE")).apply(new Config().with("x", 3)))
        .isEqualTo(3.0);
    assertThat(scope.factory("scales")).isNull();
    assertThat(ReadScope.NONE.factory("scale")).isNull();
  }

  @Test
  void findsWhatPartsShareByItsType() {
    ReadScope more = scope.with(String.class, "shared").with(Integer.class, 3);

    assertThat(more.shared(String.class)).isEqualTo("shared");
    assertThat(more.shared(Integer.class)).isEqualTo(3);
    assertThat(more.shared(Long.class)).isNull();
    assertThat(more.factory("scale")).isNotNull();
  }

  @Test
  void staysAsItIsWhenMoreIsShared() {
    assertThat(scope.with(String.class, "shared").with(String.class, "new").shared(String.class))
        .isEqualTo("new");
    assertThat(scope.shared(String.class)).isNull();
  }
}
