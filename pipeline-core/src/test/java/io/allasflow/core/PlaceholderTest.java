package io.allasflow.core;

final class PlaceholderTest {}
