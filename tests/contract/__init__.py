"""The contract with ProcessMaker: recorded answers decoded, recorded stories replayed."""
