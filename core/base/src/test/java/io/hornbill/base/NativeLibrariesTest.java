package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said where the libraries do not load. */
class NativeLibrariesTest {
  @Test
  void memoryThatIsMissingIsNamed() {
    Throwable failure =
        new ExceptionInInitializerError(new IllegalStateException(new OutOfMemoryError("512M")));

    assertThat(NativeLibraries.message(failure))
        .startsWith("Hornbill: memory outside the Java heap must be left. Received: 512M. Raise");
  }

  @Test
  void theFirstLineOfTheInnermostCauseIsNamed() {
    Throwable failure =
        new IllegalStateException("outer", new UnsatisfiedLinkError("no jnind4jcpu.\nPath: /x"));

    assertThat(NativeLibraries.message(failure))
        .startsWith("Hornbill: the native libraries of ND4J must be on the class path")
        .contains("Received: UnsatisfiedLinkError: no jnind4jcpu on ");
    assertThat(NativeLibraries.message(new UnsatisfiedLinkError("no jnind4jcpu")))
        .contains("Received: UnsatisfiedLinkError: no jnind4jcpu on ");
  }
}
