package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/tlog"
)

// exported is a log that was read from its files: what its checkpoint says, its entries, and two readers of its hashes.
type exported struct {
	tree    tlog.Tree
	entries [][]byte
	rebuilt stored          // from the entries alone
	tiles   tlog.HashReader // from the tiles, which tlog holds against the checkpoint
}

func readLog(dir, vkey string) (*exported, error) {
	text, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return nil, err
	}
	log := &exported{}
	if log.tree, err = openCheckpoint(text, vkey); err != nil {
		return nil, err
	}
	log.tiles = tlog.TileHashReader(log.tree, &folder{root: dir, kept: map[tlog.Tile][]byte{}})
	for _, t := range published(log.tree.N) {
		if t.L != -1 {
			continue
		}
		bundle, err := os.ReadFile(filepath.Join(dir, c2spPath(t)))
		if err != nil {
			return nil, err
		}
		entries, err := unpackBundle(bundle)
		if err != nil {
			return nil, fmt.Errorf("%s: %v", c2spPath(t), err)
		}
		if len(entries) != t.W {
			return nil, fmt.Errorf("%s holds %d entries", c2spPath(t), len(entries))
		}
		for _, entry := range entries {
			if err := log.rebuilt.add(int64(len(log.entries)), entry); err != nil {
				return nil, err
			}
			log.entries = append(log.entries, entry)
		}
	}
	return log, nil
}

// checkLog verifies an exported log: its names, every entry, the root, and proofs in both directions.
func checkLog(dir, vkey string, step int64) error {
	log, err := readLog(dir, vkey)
	if err != nil {
		return err
	}
	if err := checkNames(dir, log.tree.N); err != nil {
		return err
	}
	root, err := tlog.TreeHash(log.tree.N, log.rebuilt)
	if err != nil {
		return err
	}
	if root != log.tree.Hash {
		return fmt.Errorf("the entries give the root %v, the checkpoint says %v", root, log.tree.Hash)
	}
	// Of few tiles tlog.TileHashReader leaves some unchecked (its loop over full tiles starts too late): compare them all.
	for _, t := range published(log.tree.N) {
		if t.L < 0 {
			continue
		}
		ours, err := tlog.ReadTileData(t, log.rebuilt)
		if err != nil {
			return err
		}
		theirs, err := tlog.ReadTileData(t, log.tiles)
		if err != nil {
			return fmt.Errorf("%s: %v", c2spPath(t), err)
		}
		if string(ours) != string(theirs) {
			return fmt.Errorf("%s is not the tile over the entries", c2spPath(t))
		}
	}
	for n := int64(0); n < log.tree.N; n += step {
		if err := log.checkRecord(n); err != nil {
			return fmt.Errorf("entry %d: %v", n, err)
		}
		if err := log.checkTree(n + 1); err != nil {
			return fmt.Errorf("the tree of %d entries: %v", n+1, err)
		}
	}
	if err := log.checkRecord(log.tree.N - 1); err != nil {
		return fmt.Errorf("the last entry: %v", err)
	}
	fmt.Println(log.tree.N)
	return nil
}

func (log *exported) checkRecord(n int64) error {
	proof, err := tlog.ProveRecord(log.tree.N, n, log.tiles)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, log.tree.N, log.tree.Hash, n, tlog.RecordHash(log.entries[n]))
}

func (log *exported) checkTree(n int64) error {
	older, err := tlog.TreeHash(n, log.rebuilt)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(log.tree.N, n, log.tiles)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, log.tree.N, log.tree.Hash, n, older)
}

// checkNames verifies that the log has the files that its size asks for, and no other tile.
func checkNames(dir string, size int64) error {
	asked := map[string]bool{}
	for _, t := range published(size) {
		asked[c2spPath(t)] = true
	}
	err := filepath.WalkDir(filepath.Join(dir, "tile"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err == nil && !asked[name] {
			err = fmt.Errorf("a log of %d entries has no %s", size, name)
		}
		delete(asked, name)
		return err
	})
	for name := range asked {
		if err == nil {
			err = fmt.Errorf("%s is missing", name)
		}
	}
	return err
}

// checkGrown verifies that the log in a folder only added to the log of an older checkpoint.
func checkGrown(dir, vkey, older string) error {
	log, err := readLog(dir, vkey)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(older)
	if err != nil {
		return err
	}
	before, err := openCheckpoint(text, vkey)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(log.tree.N, before.N, log.tiles)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, log.tree.N, log.tree.Hash, before.N, before.Hash); err != nil {
		return err
	}
	fmt.Println(before.N, log.tree.N)
	return nil
}
