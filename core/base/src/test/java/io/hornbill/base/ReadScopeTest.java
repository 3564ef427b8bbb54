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

  @Test
  void findsPartsByTheirFullNameBeforeThatOfTheClass() {
    ReadScope packages =
        new ReadScope(Map.of("a>Scale", config -> "of a", "b>Shift", config -> "of b"))
            .with(String.class, "shared");
    ReadScope both = new ReadScope(Map.of("a>Scale", config -> "of a", "Scale", config -> "plain"));

    assertThat(made(packages, "A>scale")).isEqualTo("of a");
    assertThat(made(packages, "scale")).isEqualTo("of a");
    assertThat(made(packages, "c>shift")).isEqualTo("of b");
    assertThat(made(both, "a>scale")).isEqualTo("of a");
    assertThat(made(both, "scale")).isEqualTo("plain");
    assertThat(packages.without("scale").factory("a>scale")).isNull();
    assertThat(made(packages.without("scale"), "shift")).isEqualTo("of b");
    assertThat(packages.without("scale").shared(String.class)).isEqualTo("shared");
  }

  private static Object made(ReadScope scope, String name) {
    return Objects.requireNonNull(scope.factory(name)).apply(new Config());
  }
}
