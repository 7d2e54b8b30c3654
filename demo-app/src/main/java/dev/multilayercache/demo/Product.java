package dev.multilayercache.demo;

import java.math.BigDecimal;

/** A product of the catalogue; the price is in euros. */
record Product(long id, String name, String category, BigDecimal price) {}
