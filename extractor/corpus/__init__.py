"""A corpus of any size: shards of documents in, one Parquet file of candidate rows a shard out.

Shards → blocks of documents → filter → extraction → files, on the processes of one machine or on a Dask cluster.
"""
