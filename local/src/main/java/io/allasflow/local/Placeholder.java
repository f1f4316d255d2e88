package io.allasflow.local;

final class Placeholder {}
