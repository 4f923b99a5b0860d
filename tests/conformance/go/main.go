// Conform reads and makes transparency logs with the Go team's own packages (golang.org/x/mod/sumdb/note and tlog), so
// that what egovframe publishes, and what it accepts, is judged by an implementation that shares nothing with it.
//
// What is written here is only what C2SP adds to those packages: file names, entry bundles, and the tlog-proof file.
package main

import (
	"fmt"
	"os"
	"strconv"
)

const usage = `usage:
  conform log DIR VKEY STEP       verify an exported log: every entry, and every STEP-th proof
  conform grown DIR VKEY NOTE     verify that an exported log continues the one of an older checkpoint
  conform proof VKEY FILE...      verify tlog-proof files whose extra line is the entry; print each entry's index
  conform make DIR NAME STEP SIZE...   make a log of each size, in DIR/SIZE, from the bundled entries on standard input
  conform names < LINES           name the tile of each level (-1: entries), index and width on standard input
  conform trees SIZE              write every inclusion and consistency proof of every tree up to SIZE`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "conform:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 4 && args[0] == "log":
		step, err := strconv.ParseInt(args[3], 10, 64)
		if err != nil {
			return err
		}
		return checkLog(args[1], args[2], step)
	case len(args) == 4 && args[0] == "grown":
		return checkGrown(args[1], args[2], args[3])
	case len(args) >= 3 && args[0] == "proof":
		return checkProofs(args[1], args[2:])
	case len(args) >= 5 && args[0] == "make":
		return makeLogs(args[1], args[2], args[3:])
	case len(args) == 1 && args[0] == "names":
		return writeNames()
	case len(args) == 2 && args[0] == "trees":
		size, err := strconv.ParseInt(args[1], 10, 64)
		if err != nil {
			return err
		}
		return writeTrees(size)
	}
	return fmt.Errorf("these words are no command\n%s", usage)
}
