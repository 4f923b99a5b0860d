package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// makeLogs makes logs of several sizes of the same entries, under one key that is the same every time.
func makeLogs(dir, name string, words []string) error {
	all, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	entries, err := unpackBundle(all)
	if err != nil {
		return err
	}
	skey, vkey, err := note.GenerateKey(bytes.NewReader(bytes.Repeat([]byte{7}, 64)), name)
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		return err
	}
	var hashes stored
	for n, entry := range entries {
		if err := hashes.add(int64(n), entry); err != nil {
			return err
		}
	}
	var numbers []int64
	for _, word := range words {
		number, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return err
		}
		numbers = append(numbers, number)
	}
	step := numbers[0]
	for _, size := range numbers[1:] {
		log := madeLog{filepath.Join(dir, strconv.FormatInt(size, 10)), size, entries, hashes}
		if err := log.write("vkey", []byte(vkey+"\n")); err != nil {
			return err
		}
		if err := log.make(signer, step); err != nil {
			return err
		}
	}
	return nil
}

type madeLog struct {
	dir     string
	size    int64
	entries [][]byte
	hashes  stored
}

// make writes the checkpoint, the tiles, the bundles, and the proof of every step-th entry and the last.
func (log madeLog) make(signer note.Signer, step int64) error {
	root, err := tlog.TreeHash(log.size, log.hashes)
	if err != nil {
		return err
	}
	body := strings.TrimPrefix(string(tlog.FormatTree(tlog.Tree{N: log.size, Hash: root})), sumdbHeader)
	checkpoint, err := note.Sign(&note.Note{Text: signer.Name() + "\n" + body}, signer)
	if err != nil {
		return err
	}
	if err := log.write("checkpoint", checkpoint); err != nil {
		return err
	}
	for _, t := range published(log.size) {
		var data []byte
		if t.L < 0 {
			data = packBundle(log.entries[t.N*width : t.N*width+int64(t.W)])
		} else if data, err = tlog.ReadTileData(t, log.hashes); err != nil {
			return err
		}
		if err := log.write(c2spPath(t), data); err != nil {
			return err
		}
	}
	for n := int64(0); n < log.size; n++ {
		if n%step != 0 && n != log.size-1 {
			continue
		}
		proof, err := tlog.ProveRecord(log.size, n, log.hashes)
		if err != nil {
			return err
		}
		text := formatProof(n, log.entries[n], proof, checkpoint)
		if err := log.write(fmt.Sprintf("proofs/%d.tlog-proof", n), []byte(text)); err != nil {
			return err
		}
	}
	return nil
}

func (log madeLog) write(name string, data []byte) error {
	path := filepath.Join(log.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// writeNames answers each line of level, index and width with the path of that tile.
func writeNames() error {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		t := tlog.Tile{H: height}
		if _, err := fmt.Sscan(lines.Text(), &t.L, &t.N, &t.W); err != nil {
			return err
		}
		fmt.Println(c2spPath(t))
	}
	return lines.Err()
}

// writeTrees writes, for every tree of 1 to size entries ("entry 0" and so on): its root, the inclusion proof of every
// entry, and the consistency proof from every older tree; each as one byte that counts its hashes, and the hashes.
func writeTrees(size int64) error {
	out := bufio.NewWriter(os.Stdout)
	put := func(hashes []tlog.Hash) {
		out.WriteByte(byte(len(hashes)))
		for _, hash := range hashes {
			out.Write(hash[:])
		}
	}
	var hashes stored
	for t := int64(1); t <= size; t++ {
		if err := hashes.add(t-1, []byte(fmt.Sprintf("entry %d", t-1))); err != nil {
			return err
		}
		root, err := tlog.TreeHash(t, hashes)
		if err != nil {
			return err
		}
		put([]tlog.Hash{root})
		for n := int64(0); n < t; n++ {
			record, err := tlog.ProveRecord(t, n, hashes)
			if err != nil {
				return err
			}
			put(record)
			tree, err := tlog.ProveTree(t, n+1, hashes)
			if err != nil {
				return err
			}
			put(tree)
		}
	}
	return out.Flush()
}
