/** JSON texts and trees, without the part of the library that a command would wait for. */
package io.resilienceagent.cli.json;
