"""What whoever runs the office looks at: accounts that are looked for, and who is signed in where."""
