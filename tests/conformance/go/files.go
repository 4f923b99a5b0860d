package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height = 8
	width  = 1 << height
	// What sumdb writes where C2SP tlog-checkpoint has the log's origin.
	sumdbHeader = "go.sum database tree\n"
)

// c2spPath names a tile as C2SP tlog-tiles does: sumdb has the height in the path, and calls the entries data.
func c2spPath(t tlog.Tile) string {
	path := strings.Replace(t.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

// published returns the tiles and bundles that a log of a size has: every full one, and one partial one a level.
func published(size int64) []tlog.Tile {
	var tiles []tlog.Tile
	for _, t := range tlog.NewTiles(height, 0, size) {
		if t.W != width && int64(t.W) != size>>uint(height*t.L)%width {
			continue // a width that only a smaller log had
		}
		tiles = append(tiles, t)
		if t.L == 0 {
			tiles = append(tiles, tlog.Tile{H: height, L: -1, N: t.N, W: t.W})
		}
	}
	return tiles
}

// openCheckpoint verifies a checkpoint's signature with the Go team's code, and reads its tree with it too.
func openCheckpoint(text []byte, vkey string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	origin := verifier.Name() + "\n"
	if !strings.HasPrefix(opened.Text, origin) {
		return tlog.Tree{}, fmt.Errorf("the checkpoint is not of the log %s", verifier.Name())
	}
	return tlog.ParseTree([]byte(sumdbHeader + strings.TrimPrefix(opened.Text, origin)))
}

// folder is a log's published files; it gives tiles to tlog.TileHashReader, which believes none of them.
type folder struct {
	root string
	kept map[tlog.Tile][]byte
}

func (f *folder) Height() int { return height }

func (f *folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		data, ok := f.kept[t]
		if !ok {
			var err error
			if data, err = os.ReadFile(filepath.Join(f.root, c2spPath(t))); err != nil {
				return nil, err
			}
			f.kept[t] = data
		}
		all = append(all, data)
	}
	return all, nil
}

func (f *folder) SaveTiles([]tlog.Tile, [][]byte) {}

// packBundle writes entries as C2SP tlog-tiles bundles them: each after its length in two bytes, big end first.
func packBundle(entries [][]byte) []byte {
	var bundle bytes.Buffer
	for _, entry := range entries {
		var length [2]byte
		binary.BigEndian.PutUint16(length[:], uint16(len(entry)))
		bundle.Write(length[:])
		bundle.Write(entry)
	}
	return bundle.Bytes()
}

func unpackBundle(bundle []byte) ([][]byte, error) {
	var entries [][]byte
	for len(bundle) > 0 {
		if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
			return nil, fmt.Errorf("the bundle breaks off at entry %d", len(entries))
		}
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		entries = append(entries, bundle[2:end])
		bundle = bundle[end:]
	}
	return entries, nil
}

// stored keeps every hash of a tree in memory, where sumdb puts them.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(s)) {
			return nil, fmt.Errorf("the tree has no hash %d", index)
		}
		hashes[i] = s[index]
	}
	return hashes, nil
}

func (s *stored) add(n int64, entry []byte) error {
	hashes, err := tlog.StoredHashes(n, entry, *s)
	*s = append(*s, hashes...)
	return err
}
