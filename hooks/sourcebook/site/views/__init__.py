"""What stands on many pages, as readers see it: claims, and the citations behind them."""
