package dev.multilayercache.surroundings.web;

/** The application's own key. */
public record Article(String number) {}
