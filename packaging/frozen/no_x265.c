/* Stands where libheif looks for the x265 encoder. Reverie reads HEIC and never writes it. */
void *x265_api_get_217(int bit_depth) {
    (void)bit_depth;
    return 0;
}
void x265_cleanup(void) {}
