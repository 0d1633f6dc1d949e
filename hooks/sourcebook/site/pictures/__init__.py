"""Pictures drawn from the data when the site is built: SVG that stands in the page and needs no script."""
