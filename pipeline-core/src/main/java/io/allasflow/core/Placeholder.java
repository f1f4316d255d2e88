package io.allasflow.core;

final class Placeholder {}
