#!/usr/bin/env node
// A file of its own, so that npm finds it, with its execute bit, before anything is built.
import "../dist/main.mjs";
