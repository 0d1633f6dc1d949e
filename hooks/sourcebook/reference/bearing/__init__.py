"""What citations bear: whether the numbers and dates of a claim have a witness."""
