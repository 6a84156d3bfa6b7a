print("opposition")
