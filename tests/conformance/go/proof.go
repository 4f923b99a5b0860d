package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	magic = "c2sp.org/tlog-proof@v1"
	extra = "extra "
)

// checkProofs verifies tlog-proof files (C2SP tlog-proof) about the entry in their extra line.
func checkProofs(vkey string, files []string) error {
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		index, err := checkProof(string(text), vkey)
		if err != nil {
			return fmt.Errorf("%s: %v", file, err)
		}
		fmt.Println(index)
	}
	return nil
}

func checkProof(text, vkey string) (int64, error) {
	parts := strings.SplitN(text, "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	if len(parts) != 2 || len(lines) < 2 || lines[0] != magic {
		return 0, errors.New("no tlog-proof")
	}
	var entry []byte // an empty one has no extra line
	lines = lines[1:]
	if strings.HasPrefix(lines[0], extra) {
		var err error
		if entry, err = base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(lines[0], extra)); err != nil {
			return 0, err
		}
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return 0, errors.New("there is no index")
	}
	number := strings.TrimPrefix(lines[0], "index ")
	index, err := strconv.ParseInt(number, 10, 64)
	if err != nil || strconv.FormatInt(index, 10) != number {
		return 0, fmt.Errorf("%q is no index", number)
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return 0, err
		}
		proof = append(proof, hash)
	}
	tree, err := openCheckpoint([]byte(parts[1]), vkey)
	if err != nil {
		return 0, err
	}
	return index, tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

func formatProof(index int64, entry []byte, proof tlog.RecordProof, checkpoint []byte) string {
	lines := []string{magic}
	if len(entry) > 0 {
		lines = append(lines, extra+base64.StdEncoding.EncodeToString(entry))
	}
	lines = append(lines, fmt.Sprintf("index %d", index))
	for _, hash := range proof {
		lines = append(lines, hash.String())
	}
	return strings.Join(lines, "\n") + "\n\n" + string(checkpoint)
}
