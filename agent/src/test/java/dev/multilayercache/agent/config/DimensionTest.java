package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DimensionTest {
  @Test
  void is_a_key_of_the_mdc() {
    assertEquals(new Dimension.Mdc("tenant"), Dimension.parse("mdc:tenant"));
  }

  @Test
  void is_a_system_property() {
    assertEquals(
        new Dimension.SystemProperty("com.acme.region"), Dimension.parse("sys:com.acme.region"));
  }

  @Test
  void is_a_static_method_without_parameters() {
    assertEquals(
        new Dimension.StaticMethod("com.acme.Tenants$Current", "id"),
        Dimension.parse("com.acme.Tenants$Current#id()"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mdc:tenant", "sys:region", "com.acme.Tenant#current()"})
  void is_written_as_it_was(String text) {
    assertEquals(text, Dimension.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tenant",
        "mdc:",
        "sys:",
        "env:REGION",
        "com.acme.Tenant",
        "com.acme.Tenant#current",
        "com.acme.Tenant#current(String)",
        "#current()",
        "com..acme#current()",
        "com.acme.Tenant#()",
        "com.acme.Tenant#a#b()",
      })
  void is_nothing_else(String text) {
    assertEquals(
        "\""
            + text
            + "\", which names nothing of a call's surroundings."
            + " Write mdc:tenant, sys:region or com.acme.Tenant#current().",
        assertThrows(IllegalArgumentException.class, () -> Dimension.parse(text)).getMessage());
  }
}
