-- The head of a chain is its newest fact, which the index facts_chain finds.
drop table chains;
