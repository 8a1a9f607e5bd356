/** A program with troubles that never had the agent. */
package com.example.unguarded;
