/** What class files declare, read without loading a class: the ground for matching patterns and for telling what is wrong with them. */
package io.resilienceagent.shape;
